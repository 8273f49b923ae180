import type * as Grpc from '@grpc/grpc-js';
import { grpcClientStream, grpcClientUnary } from '../../catalog/grpc-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import { tellCallee } from '../../propagation.js';
import { readTrailers } from '../../status/index.js';
import type { Telemetry } from '../../telemetry.js';
import { type Channelz, readChannels } from './grpc-channels.js';
import { guardAdapter } from './guard-adapter.js';
import { describeMethod, endCall, isStream, type MethodLike } from './grpc.js';

/** Options of the gRPC client adapter. */
export interface GrpcClientOptions {
  /** Name of the client in metrics and logs, e.g. `grpc.orders`. */
  readonly name: string;
  /** Address the client was made with, e.g. `orders:9002`; the metrics' `peer`. */
  readonly target: string;
}

/**
 * Returns an interceptor that makes an operation of every call of a client, and hands trace context and identity on.
 * `grpc` is the caller's own copy of `@grpc/grpc-js`.
 * @example
 * new OrderService(target, credentials, { interceptors: [grpcClientInterceptor(telemetry, grpc, { name: 'grpc.orders', target })] });
 */
export function grpcClientInterceptor(
  telemetry: Telemetry,
  grpc: Pick<typeof Grpc, 'InterceptingCall'> & Partial<Channelz>,
  options: GrpcClientOptions,
): Grpc.Interceptor {
  const { getChannelzHandlers } = grpc;
  if (getChannelzHandlers !== undefined)
    telemetry.clients.note(options.name, options.target, () =>
      readChannels({ getChannelzHandlers }, options.target),
    );
  return (callOptions, nextCall) => {
    const method = callOptions.method_definition;
    let operation: Operation | undefined;
    return new grpc.InterceptingCall(nextCall(callOptions), {
      start(metadata, _listener, next) {
        // grpc-js delivers replies from its connection's context, so the caller's is put back around them.
        const callerContext = telemetry.traces.active();
        // The caller may use its metadata again for another call.
        const sent = metadata.clone();
        guardAdapter(telemetry, () => {
          operation = startCall(telemetry, method, options);
          tellCallee(telemetry, operation.context, (key, value) => sent.set(key, value));
        });
        next(sent, {
          onReceiveMetadata: (received, nextMetadata) => nextMetadata(received),
          onReceiveMessage(message, nextMessage) {
            guardAdapter(telemetry, () => operation?.exchange?.tellResponse({ payload: message as unknown }));
            telemetry.traces.run(callerContext, () => nextMessage(message));
          },
          onReceiveStatus(status, nextStatus) {
            guardAdapter(telemetry, () => operation && endCall(telemetry, operation, status));
            telemetry.traces.run(callerContext, () => nextStatus(withBizCode(status)));
          },
        });
      },
      sendMessage(message, next) {
        guardAdapter(telemetry, () => operation?.exchange?.tellRequest({ payload: message as unknown }));
        next(message);
      },
    });
  };
}

/** grpc-js makes the caller's error of this object, so what is added here is on the error. */
function withBizCode(status: Grpc.StatusObject): Grpc.StatusObject {
  if (status.code === 0) return status;
  const { bizCode, reason } = readTrailers(status.metadata) ?? {};
  return Object.assign({}, status, bizCode === undefined ? {} : { bizCode }, reason ? { reason } : {});
}

function startCall(telemetry: Telemetry, method: MethodLike, { name, target }: GrpcClientOptions): Operation {
  const at = target.lastIndexOf(':');
  const port = Number(target.slice(at + 1));
  return startOperation(telemetry, isStream(method) ? grpcClientStream : grpcClientUnary, {
    component: 'client.grpc',
    name,
    method: method.path,
    spanName: method.path.slice(1),
    peer: target,
    attributes: {
      serverAddress: at < 0 ? target : target.slice(0, at),
      peerService: name,
      ...(Number.isInteger(port) ? { serverPort: port } : {}),
      ...describeMethod(method, 'client.grpc'),
    },
  });
}
