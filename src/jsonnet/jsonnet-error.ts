import { findPosition, renderPosition, type SourcePosition, type Span } from './source.js';

/** One step of a jsonnet stack trace; `context` names what was being evaluated, such as `function <f>`. */
export interface ErrorFrame extends SourcePosition {
  readonly context: string;
}

/**
 * What went wrong: `static` before evaluation, `runtime` during it, `limit` when a budget ran out, and
 * `internal` when the embedding was used wrongly (a resolver that a worker cannot take, for example).
 */
export type JsonnetErrorKind = 'static' | 'runtime' | 'limit' | 'internal';

interface PendingFrame {
  readonly span: Span;
  context: string;
}

/**
 * The only error the evaluator throws: a message in the reference implementation's words, and a stack trace.
 */
export class JsonnetError extends Error {
  override readonly name = 'JsonnetError';
  readonly kind: JsonnetErrorKind;
  readonly #pending: PendingFrame[] = [];
  #received: readonly ErrorFrame[] | undefined;

  constructor(message: string, kind: JsonnetErrorKind = 'runtime', frames?: readonly ErrorFrame[]) {
    super(message);
    this.kind = kind;
    this.#received = frames;
  }

  /** The jsonnet stack, innermost first; empty when the error has no place in a file. */
  get frames(): readonly ErrorFrame[] {
    this.#received ??= this.#pending.map(({ span, context }) => ({ ...findPosition(span), context }));
    return this.#received;
  }

  /** Adds the place that evaluation was at; callers go from the innermost outwards. */
  at(span: Span): this {
    this.#pending.push({ span, context: '' });
    return this;
  }

  /** Names the function, thunk or object that the last added place lies in. */
  within(context: string): this {
    const last = this.#pending.at(-1);
    if (last && last.context === '') last.context = context;
    return this;
  }

  /** Whether no place was added yet. */
  get isPlaceless(): boolean {
    return this.#pending.length === 0;
  }
}

/**
 * Returns a caught value as a JsonnetError; an exhausted JavaScript stack or heap bound becomes one of ours.
 */
export function toJsonnetError(caught: unknown): JsonnetError {
  if (caught instanceof JsonnetError) return caught;
  if (caught instanceof RangeError) {
    const isStack = caught.message.includes('call stack');
    return new JsonnetError(
      isStack ? 'max stack frames exceeded.' : `out of bounds: ${caught.message}`,
      'limit',
    );
  }
  throw caught;
}

/** Returns an error found before evaluation, placed at the span. */
export function createStaticError(message: string, span: Span): JsonnetError {
  return new JsonnetError(message, 'static').at(span);
}

/**
 * Returns the error as the reference implementation prints it: message, then one line a frame, 20 at most.
 */
export function renderJsonnetError(error: JsonnetError): string {
  const [first] = error.frames;
  if (error.kind === 'static')
    return `STATIC ERROR: ${first ? `${renderPosition(first)}: ` : ''}${error.message}`;
  const lines = error.frames.map((frame) => `\t${renderPosition(frame)}\t${frame.context}`);
  const shown = lines.length <= 20 ? lines : [...lines.slice(0, 10), '\t...', ...lines.slice(-10)];
  return [`RUNTIME ERROR: ${error.message}`, ...shown].join('\n');
}
