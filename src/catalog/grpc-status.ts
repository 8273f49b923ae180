/**
 * gRPC codes in order of their number: Go's CamelCase name, the canonical name, Ego's HTTP-equivalent status (its
 * `internal/ecode`) and that of google.rpc (its code.proto), which differ in four rows.
 */
export const grpcStatuses = [
  { name: 'OK', canonical: 'OK', uniformCode: 200, googleCode: 200 },
  { name: 'Canceled', canonical: 'CANCELLED', uniformCode: 408, googleCode: 499 },
  { name: 'Unknown', canonical: 'UNKNOWN', uniformCode: 500, googleCode: 500 },
  { name: 'InvalidArgument', canonical: 'INVALID_ARGUMENT', uniformCode: 400, googleCode: 400 },
  { name: 'DeadlineExceeded', canonical: 'DEADLINE_EXCEEDED', uniformCode: 408, googleCode: 504 },
  { name: 'NotFound', canonical: 'NOT_FOUND', uniformCode: 404, googleCode: 404 },
  { name: 'AlreadyExists', canonical: 'ALREADY_EXISTS', uniformCode: 409, googleCode: 409 },
  { name: 'PermissionDenied', canonical: 'PERMISSION_DENIED', uniformCode: 403, googleCode: 403 },
  { name: 'ResourceExhausted', canonical: 'RESOURCE_EXHAUSTED', uniformCode: 503, googleCode: 429 },
  { name: 'FailedPrecondition', canonical: 'FAILED_PRECONDITION', uniformCode: 412, googleCode: 400 },
  { name: 'Aborted', canonical: 'ABORTED', uniformCode: 409, googleCode: 409 },
  { name: 'OutOfRange', canonical: 'OUT_OF_RANGE', uniformCode: 400, googleCode: 400 },
  { name: 'Unimplemented', canonical: 'UNIMPLEMENTED', uniformCode: 501, googleCode: 501 },
  { name: 'Internal', canonical: 'INTERNAL', uniformCode: 500, googleCode: 500 },
  { name: 'Unavailable', canonical: 'UNAVAILABLE', uniformCode: 503, googleCode: 503 },
  { name: 'DataLoss', canonical: 'DATA_LOSS', uniformCode: 500, googleCode: 500 },
  { name: 'Unauthenticated', canonical: 'UNAUTHENTICATED', uniformCode: 401, googleCode: 401 },
] as const;

/** Go's name of a gRPC code, e.g. `NotFound`. */
export type GrpcCodeName = (typeof grpcStatuses)[number]['name'];

/** Number of the code of everything that nobody foresaw. */
export const unknownCode = 2;

/** Returns the number of a gRPC code given by number or name; one outside the table is `Unknown`. */
export function grpcCodeOf(code: unknown): number {
  if (typeof code === 'string') code = grpcStatuses.findIndex(({ name }) => name === code);
  return Number.isInteger(code) && grpcStatuses[code as number] !== undefined
    ? (code as number)
    : unknownCode;
}
