import { type GrpcCodeName, grpcCodeOf, grpcStatuses } from '../catalog/grpc-status.js';
import type { UniformCodes } from '../conventions.js';
import { TricordError } from '../errors.js';
import { isBizCode } from './biz-code.js';
import { cleanText, limits } from './limits.js';
import { StatusTrailers } from './status-trailers.js';

/** What an error may say besides its codes and its message. */
export interface StatusErrorOptions {
  /** Name of the error in its domain, e.g. `shop.v1.ERR_ORDER_NOT_FOUND`; Ego's `ErrorInfo` reason. */
  readonly reason?: string | undefined;
  /** Facts for the caller; `ErrorInfo` metadata. At most 32 of 256 bytes each. */
  readonly info?: Readonly<Record<string, string>> | undefined;
  /** What led to it; for logs and spans, never sent. */
  readonly cause?: unknown;
  /** HTTP status to answer with instead of the one its gRPC code stands for. */
  readonly httpStatus?: number | undefined;
}

/**
 * An error that crosses services: a gRPC code, a business code and a message for the caller, as the deck has it. Thrown
 * or handed to a callback, gRPC servers, Fastify and whoever reads `statusCode` answer with the right status.
 */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  /** gRPC code, 0 to 16. */
  readonly code: number;
  /** Nine digits: project, service, error. */
  readonly bizCode?: number;
  readonly reason?: string;
  readonly info: Readonly<Record<string, string>>;
  readonly #httpStatus: number | undefined;

  constructor(
    code: GrpcCodeName | number,
    message: string,
    options: StatusErrorOptions & { bizCode?: number | undefined } = {},
  ) {
    super(
      cleanText(message, limits.message),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = grpcCodeOf(code);
    if (options.bizCode !== undefined) this.bizCode = options.bizCode;
    if (options.reason !== undefined && options.reason !== '')
      this.reason = cleanText(options.reason, limits.reason);
    this.info = Object.freeze(cleanInfo(options.info));
    this.#httpStatus = isErrorStatus(options.httpStatus) ? options.httpStatus : undefined;
  }

  /** Go's name of the gRPC code, e.g. `NotFound`. */
  get codeName(): GrpcCodeName {
    return (grpcStatuses[this.code] ?? grpcStatuses[2]).name;
  }

  /** HTTP status, by Ego's table unless the error came with its own. */
  get statusCode(): number {
    return this.httpStatus('ego');
  }

  /** HTTP status by the table a team chose. */
  httpStatus(table: UniformCodes): number {
    const { uniformCode, googleCode } = grpcStatuses[this.code] ?? grpcStatuses[2];
    return this.#httpStatus ?? (table === 'ego' ? uniformCode : googleCode);
  }

  /**
   * What grpc-js sends as trailers when it is given this error: `grpc-status-details-bin`. It passes for grpc-js' own
   * class, which not everybody has installed, so its type is the one that fits everywhere.
   */
  get metadata(): never {
    return new StatusTrailers(this) as never;
  }
}

/**
 * Makes an error of a gRPC code, a business code and a message, for errors that are not worth a definition.
 * It never throws: a business code that is not nine digits is left out, and told as the error's cause.
 */
export function newError(
  code: GrpcCodeName | number,
  bizCode: number,
  message: string,
  options: StatusErrorOptions = {},
): StatusError {
  if (isBizCode(bizCode)) return new StatusError(code, message, { ...options, bizCode });
  const cause = new TricordError(
    'TRI_STATUS_INVALID_BIZ_CODE',
    { code: String(bizCode) },
    { cause: options.cause },
  );
  return new StatusError(code, message, { ...options, cause });
}

function isErrorStatus(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599;
}

function cleanInfo(info: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries(info).slice(0, limits.infoEntries);
  const clean = Object.create(null) as Record<string, string>;
  for (const [key, value] of entries)
    clean[cleanText(key, limits.infoText)] = cleanText(value, limits.infoText);
  return clean;
}
