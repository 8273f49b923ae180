import type { Attribute } from './attribute.js';

/** Facts about remote procedure calls. */
export const rpcAttributes = {
  rpcSystem: {
    brief: 'Remote procedure system.',
    type: 'string',
    span: { otel: 'rpc.system.name', ego: 'rpc.system' },
  },
  rpcMethod: { brief: 'gRPC method as its path.', type: 'string', span: { ego: 'rpc.method' } },
  rpcMethodName: { brief: 'gRPC method with its service.', type: 'string', span: { otel: 'rpc.method' } },
  rpcKind: {
    brief: 'Call kind: unary or stream.',
    type: 'string',
    span: { ego: 'rpc.grpc.kind' },
    log: 'key',
  },
  rpcStatusCode: {
    brief: 'Numeric gRPC status.',
    type: 'number',
    span: { ego: 'rpc.grpc.status_code' },
  },
  rpcStatus: {
    brief: 'gRPC status by its canonical name, e.g. NOT_FOUND.',
    type: 'string',
    span: { otel: 'rpc.status_code' },
  },
} as const satisfies Record<string, Attribute>;
