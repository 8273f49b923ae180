import { defineOperation } from './define-operation.js';

const serverAttributes = [
  'component',
  'rpcSystem',
  'rpcMethod',
  'rpcMethodName',
  'rpcKind',
  'rpcStatusCode',
  'rpcStatus',
  'clientAddress',
  'peerService',
  'errorType',
] as const;

const clientAttributes = [
  'component',
  'rpcSystem',
  'rpcMethod',
  'rpcMethodName',
  'rpcKind',
  'rpcStatusCode',
  'rpcStatus',
  'serverAddress',
  'serverPort',
  'peerService',
  'errorType',
] as const;

/** A unary call that a server of this process handles. */
export const grpcServerUnary = defineOperation({
  name: 'grpc.server.unary',
  brief: 'A unary gRPC call handled by this service.',
  side: 'server',
  type: 'unary',
  spanKind: 'server',
  slowMs: 500,
  access: 'always',
  attributes: serverAttributes,
});

/** A streaming call that a server of this process handles; its length says nothing about slowness. */
export const grpcServerStream = defineOperation({
  name: 'grpc.server.stream',
  brief: 'A streaming gRPC call handled by this service.',
  side: 'server',
  type: 'stream',
  spanKind: 'server',
  slowMs: 0,
  access: 'always',
  attributes: serverAttributes,
});

/** A unary call that this process makes. */
export const grpcClientUnary = defineOperation({
  name: 'grpc.client.unary',
  brief: 'A unary gRPC call made by this service.',
  side: 'client',
  type: 'unary',
  spanKind: 'client',
  slowMs: 600,
  access: 'failed-or-slow',
  attributes: clientAttributes,
});

/** A streaming call that this process makes. */
export const grpcClientStream = defineOperation({
  name: 'grpc.client.stream',
  brief: 'A streaming gRPC call made by this service.',
  side: 'client',
  type: 'stream',
  spanKind: 'client',
  slowMs: 0,
  access: 'failed-or-slow',
  attributes: clientAttributes,
});
