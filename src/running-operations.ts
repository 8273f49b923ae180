import type { Operation } from './operation.js';

/** An operation that runs, and what its adapter has heard of it. */
export interface RunningOperation {
  readonly operation: Operation;
  /** What was thrown, for the span and the log line. */
  error?: unknown;
}

/** Operations by the library's object they are about, so that a second adapter only adds what it knows. */
export interface RunningOperations {
  get(subject: object): RunningOperation | undefined;
  has(subject: object): boolean;
  set(subject: object, running: RunningOperation): void;
  /** The `traceparent` of requests that are operations of a client which sends them by another. */
  readonly announced: Set<string>;
  announce(traceparent: string): void;
}

/** Requests of a client that wait for their reply; beyond, one may be told twice. */
const mostAnnounced = 10_000;

/**
 * Keeps each operation on its subject, under a symbol: a WeakMap that gains and loses a key with every request costs the
 * garbage collector more than the rest of a request's capture.
 */
export function createRunningOperations(): RunningOperations {
  const key = Symbol('tricord.running');
  const announced = new Set<string>();
  type Subject = { [key]?: RunningOperation };
  return {
    get: (subject) => (subject as Subject)[key],
    has: (subject) => (subject as Subject)[key] !== undefined,
    set: (subject, running) => {
      (subject as Subject)[key] = running;
    },
    announced,
    announce: (traceparent) => {
      if (announced.size < mostAnnounced) announced.add(traceparent);
    },
  };
}
