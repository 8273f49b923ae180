import type { UniformCodes } from '../conventions.js';
import { grpcCodeOf, grpcStatuses } from './grpc-status.js';
import { httpStatusText } from './http-status.js';

/** How an operation ended, in the three spellings the signals need. */
export interface Outcome {
  /** Value of the metrics' `code` label: Go's status text, a CamelCase gRPC code, `OK` or `Error`. */
  readonly code: string;
  /** Number of the protocol, for the log line's `code`. */
  readonly number: number;
  /** HTTP-equivalent status, for `uniform_code` and the log line's `ucode` (Ego's table). */
  readonly uniformCode: number;
  /** `failed` is the server's fault (5xx), `refused` the caller's (4xx). */
  readonly result: 'ok' | 'refused' | 'failed';
}

/** Returns the outcome of an HTTP exchange. */
export function httpOutcome(status: number): Outcome {
  return outcomes.http.get(status) ?? outcome(httpStatusText(status), status, status);
}

/** Returns the outcome of a gRPC call by one of the two tables of HTTP statuses; an unknown code counts as `Unknown`. */
export function grpcOutcome(code: number, table: UniformCodes = 'ego'): Outcome {
  return outcomes[table][grpcCodeOf(code)] as Outcome;
}

/** The outcome of a call, query, command or job that succeeded. */
export const okOutcome: Outcome = outcome('OK', 0, 200);

/** The outcome of a query, command or job that failed. */
export const errorOutcome: Outcome = outcome('Error', 1, 500);

/** The outcome of a query or command that found nothing, under Ego's name for it; no failure. */
export const emptyOutcome: Outcome = outcome('Empty', 0, 200);

/** The outcome of a message that the broker refused, or that its handler gave back, under Ego's name for it. */
export const nackOutcome: Outcome = outcome('Nack', 1, 500);

/** The outcome of a query that got no connection, under Ego's name for it. */
export const openErrorOutcome: Outcome = outcome('open err', 1, 500);

/** The outcome of an HTTP request that got no reply at all, under Ego's name for it. */
export const transportErrorOutcome: Outcome = outcome('biz error', 0, 503);

/** The outcome of an HTTP request whose caller went away before the reply was sent. */
export const abortedOutcome: Outcome = outcome('Client Closed Request', 499, 499);

const outcomes = {
  http: new Map(
    Array.from({ length: 900 }, (_, i) => [i + 100, outcome(httpStatusText(i + 100), i + 100, i + 100)]),
  ),
  ego: grpcStatuses.map(({ name, uniformCode }, code) => outcome(name, code, uniformCode)),
  google: grpcStatuses.map(({ name, googleCode }, code) => outcome(name, code, googleCode)),
};

function outcome(code: string, number: number, uniformCode: number): Outcome {
  const result = uniformCode >= 500 ? 'failed' : uniformCode >= 400 ? 'refused' : 'ok';
  return Object.freeze({ code, number, uniformCode, result });
}
