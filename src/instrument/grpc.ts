export { type GrpcClientOptions, grpcClientInterceptor } from './family/grpc-client.js';
export { grpcHandlers } from './family/grpc-handlers.js';
export { type GrpcServerOptions, grpcServerInterceptor } from './family/grpc-server.js';
