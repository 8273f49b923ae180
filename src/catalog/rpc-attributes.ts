import type { Attribute } from './attribute.js';

/** Facts about remote procedure calls. */
export const rpcAttributes = {
  rpcSystem: {
    brief: 'Remote procedure system.',
    type: 'string',
    span: { otel: 'rpc.system', ego: 'rpc.system' },
  },
  rpcMethod: { brief: 'Full gRPC method.', type: 'string', span: { ego: 'rpc.method' } },
  rpcMethodName: { brief: 'gRPC method without its service.', type: 'string', span: { otel: 'rpc.method' } },
  rpcService: { brief: 'gRPC service.', type: 'string', span: { otel: 'rpc.service' } },
  rpcKind: {
    brief: 'Call kind: unary or stream.',
    type: 'string',
    span: { ego: 'rpc.grpc.kind' },
    log: 'key',
  },
  rpcStatusCode: {
    brief: 'Numeric gRPC status.',
    type: 'number',
    span: { otel: 'rpc.grpc.status_code', ego: 'rpc.grpc.status_code' },
  },
} as const satisfies Record<string, Attribute>;
