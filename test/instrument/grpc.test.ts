import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { loadOrders, type OrdersClient } from '../../examples/shop/orders/load-orders.js';
import { grpcClientInterceptor, grpcServerInterceptor } from '../../src/instrument/grpc.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';

const Orders = loadOrders(fileURLToPath(new URL('../../examples/shop/orders/orders.proto', import.meta.url)));

const handlers: grpc.UntypedServiceImplementation = {
  getOrder(call: grpc.ServerUnaryCall<{ id: number }, unknown>, callback: grpc.sendUnaryData<unknown>) {
    if (call.request.id === 0) callback({ code: grpc.status.INTERNAL, details: 'the store is gone' });
    else if (call.request.id < 0) throw new Error('handler threw');
    else callback(null, { id: call.request.id, product: 'book', quantity: 1 });
  },
  createOrder() {},
  report() {},
};

async function startPair(server: TestTelemetry | undefined, client: TestTelemetry | undefined) {
  const interceptors = server === undefined ? [] : [grpcServerInterceptor(server, grpc)];
  const running = new grpc.Server({ interceptors });
  running.addService(Orders.service, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    running.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const target = `127.0.0.1:${port}`;
  const options =
    client === undefined
      ? {}
      : { interceptors: [grpcClientInterceptor(client, grpc, { name: 'grpc.orders', target })] };
  const stub = new Orders(target, grpc.credentials.createInsecure(), options);
  return { stub, target, close: async () => (stub.close(), running.forceShutdown()) };
}

const getOrder = (stub: OrdersClient, id: number) =>
  new Promise<unknown>((resolve) => stub.getOrder({ id }, (error, order) => resolve(error ?? order)));

testAdapter({
  name: 'grpcClientInterceptor',
  spanKind: 'client',
  counted: {
    name: 'ego_client_handle_total',
    labels: { type: 'unary', method: '/shop.v1.Orders/GetOrder', code: 'OK' },
  },
  async create(telemetry) {
    const attached = await startPair(undefined, telemetry);
    const bare = await startPair(undefined, undefined);
    let stub = attached.stub;
    return {
      succeed: () => getOrder(stub, 1),
      fail: () => getOrder(stub, 0),
      // An interceptor is handed over with the client; without it the client is bare.
      detach: () => (stub = bare.stub),
      close: async () => void (await Promise.all([attached.close(), bare.close()])),
    };
  },
});

describe('grpcServerInterceptor', () => {
  it('joins the trace of the caller and learns its name', async () => {
    const server = createTestTelemetry({ service: { name: 'orders' } });
    const client = createTestTelemetry({ service: { name: 'gateway' } });
    const pair = await startPair(server, client);
    expect(await getOrder(pair.stub, 1)).toMatchObject({ product: 'book' });
    const [clientSpan] = await client.spans();
    const [serverSpan] = await server.spans();
    expect(serverSpan).toMatchObject({
      traceId: clientSpan?.traceId,
      parentSpanId: clientSpan?.spanId,
      kind: 'server',
    });
    const labels = {
      type: 'unary',
      peer: 'gateway',
      code: 'OK',
      uniform_code: '200',
      rpc_service: 'shop.v1.Orders',
    };
    expect(await server.value('ego_server_handle_total', labels)).toBe(1);
    await pair.close();
  });

  it.each([
    { name: 'a status', id: 0, code: 'Internal' },
    { name: 'a handler that throws', id: -1, code: 'Unknown' },
  ])('counts $name as $code on both ends', async ({ id, code }) => {
    const server = createTestTelemetry();
    const client = createTestTelemetry();
    const pair = await startPair(server, client);
    await getOrder(pair.stub, id);
    expect(await client.value('ego_client_handle_total', { code })).toBe(1);
    await expect.poll(() => server.value('ego_server_handle_total', { code, uniform_code: '500' })).toBe(1);
    expect(server.lines()).toContainEqual(
      expect.objectContaining({ level: 'error', comp: 'server.grpc', ucode: 500 }),
    );
    await pair.close();
  });

  it('counts an unreachable server as Unavailable', async () => {
    const client = createTestTelemetry();
    const options = {
      interceptors: [grpcClientInterceptor(client, grpc, { name: 'x', target: '127.0.0.1:1' })],
    };
    const stub = new Orders('127.0.0.1:1', grpc.credentials.createInsecure(), options);
    await getOrder(stub, 1);
    expect(await client.value('ego_client_handle_total', { code: 'Unavailable', peer: '127.0.0.1:1' })).toBe(
      1,
    );
    stub.close();
  });
});
