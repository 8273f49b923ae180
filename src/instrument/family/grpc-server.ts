import type * as Grpc from '@grpc/grpc-js';
import { grpcServerStream, grpcServerUnary } from '../../catalog/grpc-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import { readCaller } from '../../propagation.js';
import { StatusTrailers } from '../../status/index.js';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';
import { type CallStatus, describeMethod, endCall, isStream, type MethodLike, serviceOf } from './grpc.js';

/** Options of the gRPC server adapter. */
export interface GrpcServerOptions {
  /** Name of the server in logs. @default 'server.grpc' */
  readonly name?: string;
}

const canceled = 1;
const deadlineExceeded = 4;
const internal = 13;

const reasons: Readonly<Record<number, string>> = {
  [canceled]: 'canceled by the caller',
  [deadlineExceeded]: 'deadline exceeded',
  [internal]: 'the request could not be read',
};

/**
 * Returns an interceptor that makes an operation of every call a server handles; health checks are none.
 * `grpc` is the caller's own copy of `@grpc/grpc-js`.
 * @example
 * const server = new grpc.Server({ interceptors: [grpcServerInterceptor(telemetry, grpc)] });
 */
export function grpcServerInterceptor(
  telemetry: Telemetry,
  grpc: Pick<typeof Grpc, 'ServerInterceptingCall' | 'Metadata'>,
  options: GrpcServerOptions = {},
): Grpc.ServerInterceptor {
  return (method, call) => {
    if (method.path.startsWith('/grpc.health.v1.Health/')) return new grpc.ServerInterceptingCall(call);
    let operation: Operation | undefined;
    let isAwaitingMessage = !isStream(method);
    const inside = (next: () => void) => (operation === undefined ? next() : operation.run(next));
    const end = (status: CallStatus) =>
      guardAdapter(telemetry, () => operation && endCall(telemetry, operation, status));
    return new grpc.ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(metadata, nextMetadata) {
            guardAdapter(telemetry, () => {
              operation = startCall(telemetry, { method, metadata, peer: call.getPeer(), options });
            });
            inside(() => nextMetadata(metadata));
          },
          onReceiveMessage: (message, nextMessage) => {
            isAwaitingMessage = false;
            guardAdapter(telemetry, () => operation?.exchange?.tellRequest({ payload: message as unknown }));
            inside(() => nextMessage(message));
          },
          onReceiveHalfClose: (nextHalfClose) => {
            isAwaitingMessage = false;
            inside(nextHalfClose);
          },
          onCancel: () => {
            const code = endedBelow(call, isAwaitingMessage);
            end({ code, details: reasons[code] ?? '' });
          },
        }),
      sendMessage(message, next) {
        guardAdapter(telemetry, () => operation?.exchange?.tellResponse({ payload: message as unknown }));
        next(message);
      },
      sendStatus(status, next) {
        end(status);
        next(withRealMetadata(status, grpc));
      },
    });
  };
}

interface Call {
  readonly method: MethodLike;
  readonly metadata: Grpc.Metadata;
  readonly peer: string;
  readonly options: GrpcServerOptions;
}

function startCall(telemetry: Telemetry, { method, metadata, peer, options }: Call): Operation {
  const { context: parent, peer: app } = readCaller(telemetry, (key) => metadata.get(key));
  return startOperation(telemetry, isStream(method) ? grpcServerStream : grpcServerUnary, {
    component: 'server.grpc',
    name: options.name ?? 'server.grpc',
    method: method.path,
    spanName: method.path.slice(1),
    peer: app,
    rpcService: serviceOf(method),
    parent,
    attributes: {
      clientAddress: peer.replace(/:\d+$/, ''),
      ...(app === '' ? {} : { peerService: app }),
      ...describeMethod(method, 'server.grpc'),
    },
  });
}

/** Other interceptors expect grpc-js' own class where a handler failed with an error of ours. */
function withRealMetadata<Status extends CallStatus>(
  status: Status,
  grpc: Pick<typeof Grpc, 'Metadata'>,
): Status {
  const trailers: unknown = status.metadata;
  if (!(trailers instanceof StatusTrailers)) return status;
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(trailers.getMap())) metadata.set(key, value);
  return Object.assign({}, status, { metadata });
}

/**
 * Tells apart what grpc-js ends below its interceptors and reports to them as canceled: a deadline that passed, a
 * unary request that was too large or could not be read, and a caller that really went away.
 */
function endedBelow(call: Grpc.ServerInterceptingCallInterface, isAwaitingMessage: boolean): number {
  const deadline = Number(call.getDeadline?.() ?? Infinity);
  if (deadline <= Date.now() + 5) return deadlineExceeded;
  return isAwaitingMessage ? internal : canceled;
}
