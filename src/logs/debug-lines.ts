import { localTime, plain } from './console-layout.js';
import type { Destination } from './destination.js';
import { findCaller } from './find-caller.js';
import type { LineFrame } from './line-frame.js';
import { type Colour, paint } from './paint.js';
import { bindingLimits } from './line-limits.js';
import { ValueWriter } from './value-writer.js';

/** A call that has ended, as the debug line tells it. */
export interface DebugRecord {
  /** What answered, e.g. `grpc.response`. */
  readonly tag: string;
  /** `dir/file.ts:line` of the code that made the call. */
  readonly origin: string | undefined;
  readonly compName: string;
  readonly addr: string;
  readonly costMs: number;
  readonly method: string;
  readonly request: unknown;
  readonly reply: unknown;
  /** What went wrong, instead of a reply. */
  readonly error: string | undefined;
}

/** Tells calls that are made, one line each, as Ego's debug interceptor does. */
export interface DebugLines {
  /** Where the code stands that makes a call; asked when it starts. */
  origin(): string | undefined;
  write(record: DebugRecord): void;
}

/** Most of a request or reply that is shown, in UTF-16 units. */
const shownUnits = 2048;

/**
 * Creates the debug interceptor's lines, `<file:line> <name> <addr> [<ms>ms] <request> => <reply or error>` behind
 * time and tag: redacted, on one line, coloured where a terminal reads them. They count like every other line.
 */
export function createDebugLines(
  frame: LineFrame,
  destination: Pick<Destination, 'write' | 'isTerminal'>,
): DebugLines {
  const tint = (colour: Colour, text: string): string =>
    destination.isTerminal ? paint(colour, text) : text;
  const show = (value: unknown): string => {
    if (value === undefined || value === '') return '';
    const isText = typeof value === 'string';
    const text = isText ? value : (new ValueWriter(frame.context, bindingLimits).value(value) ?? '');
    return plain(JSON.parse(frame.context.renderText(text, shownUnits)) as string);
  };
  return {
    origin: findCaller,
    write({ tag, origin, compName, addr, costMs, method, request, reply, error }) {
      const state = error === undefined ? 'green' : 'red';
      const asked = [show(method), show(request)].filter((text) => text !== '').join(' | ');
      const answered = error === undefined ? tint('blue', show(reply)) : tint('red', show(error));
      const parts = [
        localTime(new Date(), '/'),
        tag,
        tint('green', plain(origin ?? '-')),
        tint(state, show(compName)),
        tint(state, show(addr)),
        tint('yellow', `[${costMs.toFixed(3)}ms]`),
        tint('blue', asked),
        '=>',
        answered,
      ];
      destination.write(`${parts.join(' ').trimEnd()}\n`, false);
    },
  };
}
