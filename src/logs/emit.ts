import { TricordError } from '../errors.js';
import type { Destination } from './destination.js';
import { findCaller, findStack } from './find-caller.js';
import type { LineGate } from './line-gate.js';
import { levelNumbers, levelOf } from './levels.js';
import type { LineRenderer } from './line-renderer.js';
import type { LoggerState } from './logger-state.js';
import { type Call, readArguments } from './read-arguments.js';

/** What the loggers of a service share. */
export interface LoggerParts {
  readonly renderer: LineRenderer;
  readonly destination: Destination;
  readonly gate: LineGate;
  /** Writes what waits in all destinations of the service. */
  flushSync(): void;
  /** Whether lines tell where they were logged; may change. */
  readonly look: { readonly caller: boolean };
  /** Whether `dpanic` throws. */
  readonly development: boolean;
}

/** Turns the arguments of log calls into lines. */
export interface Emitter {
  /** Writes one line; never throws because of what it is given, but `panic` throws after it and `fatal` exits. */
  emit(state: LoggerState, number: number, args: readonly unknown[]): void;
  /** Does what a level demands besides its line, for a logger that is set so high that there is none. */
  conclude(number: number, args: readonly unknown[]): void;
}

/** A getter may log the object it belongs to, which would never end. */
const mostNested = 4;
const longestReason = 1000;
const unreadable: Call = { message: '[unreadable]', fields: undefined, error: undefined };

/** Creates the emitter of a service's loggers. */
export function createEmitter(parts: LoggerParts): Emitter {
  const { renderer, destination, gate, look, development } = parts;
  let nested = 0;
  const describe = (value: unknown): string => renderer.describe(value);

  // Spelled out, because spreading the call into the input would cost more than rendering it.
  function writeLine(state: LoggerState, number: number, { message, fields, error }: Call): void {
    if (!gate.admit(number, message ?? '')) return;
    const isError = number >= levelNumbers.error;
    const origin = look.caller ? findCaller() : undefined;
    const stack = isError && error === undefined ? findStack : undefined;
    const line = renderer.render({
      state,
      level: levelOf(number),
      caller: origin,
      message,
      fields,
      error,
      stack,
    });
    destination.write(line, isError);
  }

  function write(state: LoggerState, number: number, args: readonly unknown[]): Call {
    nested++;
    let call = unreadable;
    try {
      if (nested <= mostNested) call = readArguments(args, describe, state.messagePrefix);
      writeLine(state, number, call);
    } catch {
      writeLine(state, number, unreadable);
    } finally {
      nested--;
    }
    return call;
  }

  function end(number: number, call: Call): void {
    if (number >= levelNumbers.fatal) {
      parts.flushSync();
      process.exit(1);
    }
    if (number < levelNumbers.panic && !development) return;
    const message = (call.message ?? call.error?.message ?? '').slice(0, longestReason);
    throw new TricordError('TRI_LOGS_PANIC', { message }, { cause: call.error });
  }

  return {
    emit(state, number, args) {
      const call = write(state, number, args);
      if (number >= levelNumbers.dpanic) end(number, call);
    },
    conclude(number, args) {
      let call = unreadable;
      try {
        call = readArguments(args, describe);
      } finally {
        end(number, call);
      }
    },
  };
}
