import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { loadOrders } from '../../examples/shop/orders/load-orders.js';
import { clientStatsGauge } from '../../src/catalog/client-metrics.js';
import type { ClientState } from '../../src/governor/clients.js';
import { grpcClientInterceptor } from '../../src/instrument/grpc.js';
import { waitUntil } from '../support/wait-until.js';
import { ask, startGovernor } from './start-governor.js';

const Orders = loadOrders(fileURLToPath(new URL('../../examples/shop/orders/orders.proto', import.meta.url)));

async function readClients(port: number, path = '/debug/clients'): Promise<ClientState[]> {
  return JSON.parse((await ask(port, path)).body) as ClientState[];
}

async function startOrders(): Promise<{ server: grpc.Server; port: number }> {
  const server = new grpc.Server();
  server.addService(Orders.service, {
    getOrder: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => reply(null, { id: 1, product: 'book' }),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { server, port };
}

describe('/debug/clients', () => {
  it('tells what a gRPC client has resolved its name to, and how its channel is', async () => {
    const { port, telemetry } = await startGovernor();
    const orders = await startOrders();
    const target = `localhost:${orders.port}`;
    const interceptors = [grpcClientInterceptor(telemetry, grpc, { name: 'grpc.orders', target })];
    const stub = new Orders(target, grpc.credentials.createInsecure(), { interceptors });
    expect((await readClients(port)).map(({ name, channels }) => [name, channels[0]?.state])).toEqual([
      ['grpc.orders', 'IDLE'],
    ]);
    await new Promise((resolve) => stub.getOrder({ id: 1 }, resolve));
    const [client] = await readClients(port, '/debug/client/egrpc/stats');
    expect(client).toMatchObject({ type: 'unary', name: 'grpc.orders', peers: { [target]: 1 } });
    expect(client?.channels).toMatchObject([{ target, state: 'READY' }]);
    expect(client?.channels[0]?.addresses).toContainEqual({
      address: `127.0.0.1:${orders.port}`,
      state: 'READY',
    });
    orders.server.forceShutdown();
    const isGone = async () => (await readClients(port))[0]?.channels[0]?.state !== 'READY';
    await waitUntil(isGone, 'the channel is no longer ready');
    stub.close();
    await telemetry.shutdown();
  });

  it('tells pools, and keeps to what is asked for by type', async () => {
    const { port, telemetry } = await startGovernor();
    telemetry.metrics.observe(clientStatsGauge, () => [
      [['gorm', 'pg.orders', 'in_use'], 3],
      [['redis', 'redis.cart', 'idle'], 2],
    ]);
    const told = async (path: string) =>
      (await readClients(port, path)).map(({ type, name, pool }) => ({ type, name, pool }));
    const pg = { type: 'gorm', name: 'pg.orders', pool: { in_use: 3 } };
    const redis = { type: 'redis', name: 'redis.cart', pool: { idle: 2 } };
    expect(await told('/debug/clients')).toEqual([pg, redis]);
    expect(await told('/debug/gorm/stats')).toEqual([pg]);
    expect(await told('/debug/redis/stats')).toEqual([redis]);
    await telemetry.shutdown();
  });

  it('survives a library that does not tell', async () => {
    const { port, telemetry } = await startGovernor();
    telemetry.clients.note('grpc.silent', 'x:1', () => {
      throw new Error('not today');
    });
    expect(await readClients(port)).toEqual([]);
    await telemetry.shutdown();
  });
});
