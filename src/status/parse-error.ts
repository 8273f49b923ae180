import { grpcStatuses } from '../catalog/grpc-status.js';
import { isBizCode } from './biz-code.js';
import { decodeStatus, type StatusFacts } from './decode-status.js';
import { StatusError, type StatusErrorOptions } from './status-error.js';
import { detailsKey } from './status-trailers.js';

/** Errors that led to one another are followed this far. */
const longestChain = 8;

/** What a timeout and a cancellation are called by the platform, and the gRPC codes of Go's two context errors. */
const namedErrors: Readonly<Record<string, readonly [code: number, message: string]>> = {
  AbortError: [1, 'canceled'],
  TimeoutError: [4, 'deadline exceeded'],
};

/** gRPC codes of the HTTP statuses that frameworks throw; those that are missing are `InvalidArgument` or `Internal`. */
const httpCodes: Readonly<Record<number, number>> = {
  401: 16,
  403: 7,
  404: 5,
  408: 4,
  409: 10,
  412: 9,
  416: 11,
  429: 8,
  499: 1,
  501: 12,
  503: 14,
  504: 4,
};

/**
 * Reads anything that was thrown as an error with a gRPC code, and with the business code, reason and facts of the peer
 * when it came from one; never throws. What nobody foresaw is `Unknown` and says nothing of itself to callers: it is
 * the `cause`.
 */
export function parseError(thrown: unknown): StatusError {
  try {
    return findStatusError(thrown) ?? describeUnforeseen(thrown);
  } catch {
    return new StatusError('Unknown', unforeseen);
  }
}

const unforeseen = 'unknown error';

/** Returns the status an error carries: its own, that of one of its causes, or what a gRPC peer sent with it. */
export function findStatusError(thrown: unknown): StatusError | undefined {
  try {
    let error = thrown;
    for (let depth = 0; depth < longestChain && typeof error === 'object' && error !== null; depth++) {
      if (error instanceof StatusError) return error;
      const received = readGrpcError(error, thrown);
      if (received !== undefined) return received;
      error = (error as { cause?: unknown }).cause;
    }
  } catch {
    // A getter that throws says nothing.
  }
  return undefined;
}

/** Returns what was thrown: the error itself, or what `parseError` hid from callers. */
export function originOf(error: StatusError): unknown {
  return error.message === unforeseen && error.cause !== undefined ? error.cause : error;
}

/** Returns the error that a peer's facts describe; what breaks a limit is cut, and a business code that is none left out. */
export function fromFacts(facts: StatusFacts, options: StatusErrorOptions = {}): StatusError {
  const { code, message, bizCode, bizMessage, reason, info } = facts;
  return new StatusError(code === 0 ? 'Unknown' : code, bizMessage || message, {
    ...options,
    reason,
    info,
    bizCode: isBizCode(bizCode) ? bizCode : undefined,
  });
}

/** Returns the gRPC code that an HTTP status stands for. */
export function codeOfHttpStatus(status: number): number {
  return httpCodes[status] ?? (status >= 500 ? 13 : 3);
}

/** What a client of grpc-js rejects with: `code`, `details` and `metadata`. */
function readGrpcError(error: object, cause: unknown): StatusError | undefined {
  const { code, details, metadata } = error as {
    code?: unknown;
    details?: unknown;
    metadata?: { get?: unknown };
  };
  if (typeof code !== 'number' || grpcStatuses[code] === undefined || code === 0) return undefined;
  if (typeof metadata?.get !== 'function') return undefined;
  const message = typeof details === 'string' ? details : '';
  const facts = readTrailers(metadata as Parameters<typeof readTrailers>[0]);
  return fromFacts({ ...facts, message: facts?.message || message, code }, { cause });
}

/** Returns what the trailers of a gRPC reply say of its error. */
export function readTrailers(metadata: { get(key: string): unknown[] }): StatusFacts | undefined {
  const [bytes] = metadata.get(detailsKey);
  return bytes instanceof Uint8Array ? decodeStatus(bytes) : undefined;
}

function describeUnforeseen(thrown: unknown): StatusError {
  if (typeof thrown !== 'object' || thrown === null)
    return new StatusError('Unknown', unforeseen, { cause: thrown });
  const { name, message, statusCode, status = statusCode } = thrown as Record<string, unknown>;
  const named = Object.hasOwn(namedErrors, String(name)) ? namedErrors[String(name)] : undefined;
  if (named !== undefined) return new StatusError(...named, { cause: thrown });
  // Fastify, http-errors and their like: a message for the caller comes with a 4xx.
  if (typeof status === 'number' && status >= 400 && status <= 599) {
    const said = status < 500 ? String(message) : unforeseen;
    return new StatusError(codeOfHttpStatus(status), said, { cause: thrown, httpStatus: status });
  }
  return new StatusError('Unknown', unforeseen, { cause: thrown });
}
