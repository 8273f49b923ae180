import type * as Grpc from '@grpc/grpc-js';
import type { AttributeValues } from '../../catalog/attributes.js';
import { grpcCodeOf, grpcStatuses } from '../../catalog/grpc-status.js';
import { grpcOutcome } from '../../catalog/outcome.js';
import type { Operation } from '../../operation.js';
import { originOf, readTrailers, StatusTrailers } from '../../status/index.js';
import type { Telemetry } from '../../telemetry.js';

/** The part of a method definition the adapters use. */
export interface MethodLike {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** Says whether a call streams in either direction. */
export function isStream({ requestStream, responseStream }: MethodLike): boolean {
  return requestStream || responseStream;
}

/** Returns `pkg.Service` of `/pkg.Service/Method`. */
export function serviceOf({ path }: MethodLike): string {
  return path.slice(1, path.lastIndexOf('/'));
}

/** Returns the facts that both ends know of a method. */
export function describeMethod(method: MethodLike, component: string): AttributeValues {
  return {
    component,
    rpcSystem: 'grpc',
    rpcMethod: method.path,
    rpcMethodName: method.path.slice(1),
    rpcKind: isStream(method) ? 'stream' : 'unary',
  };
}

/** How a call ended, on either end of it. */
export interface CallStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata?: Grpc.Metadata | null | undefined;
}

/** Ends a call by its status, with the business code and the reason that the status carries. */
export function endCall(telemetry: Telemetry, operation: Operation, status: CallStatus): void {
  const { code, details } = status;
  const outcome = grpcOutcome(code, telemetry.conventions.uniformCodes);
  const rpcStatus = grpcStatuses[grpcCodeOf(code)]?.canonical ?? '';
  operation.set({ rpcStatusCode: code, rpcStatus });
  if (code === 0) {
    operation.end(outcome);
    return;
  }
  // grpc-js' own type; an error of this process comes with trailers of ours in its place.
  const trailers: unknown = status.metadata;
  const { bizCode, reason: bizReason } = (status.metadata && readTrailers(status.metadata)) ?? {};
  operation.set({ errorType: rpcStatus, bizCode, bizReason });
  operation.fail(trailers instanceof StatusTrailers ? originOf(trailers.error) : details, outcome);
}
