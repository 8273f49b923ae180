// A service that is called over HTTP and gRPC, in a process of its own so that it can be stopped and killed: `callee.mjs HTTP_PORT GRPC_PORT`.
import { createServer } from 'node:http';
import * as grpc from '@grpc/grpc-js';

const [httpPort, grpcPort] = process.argv.slice(2).map(Number);
const bytes = (value) => value;
const echo = {
  path: '/test.Callee/Echo',
  requestStream: false,
  responseStream: false,
  requestSerialize: bytes,
  requestDeserialize: bytes,
  responseSerialize: bytes,
  responseDeserialize: bytes,
};
const server = new grpc.Server();
server.addService({ echo }, { echo: ({ request }, callback) => callback(null, request) });
await new Promise((resolve, reject) =>
  server.bindAsync(`127.0.0.1:${grpcPort}`, grpc.ServerCredentials.createInsecure(), (error) =>
    error === null ? resolve() : reject(error),
  ),
);
createServer((request, response) => request.resume().on('end', () => response.end('ok'))).listen(
  httpPort,
  '127.0.0.1',
);
