import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrders } from '../../examples/shop/orders/load-orders.js';
import { fastifyErrorHandler, instrumentFastify } from '../../src/instrument/fastify.js';
import { assertOk, instrumentFetch } from '../../src/instrument/fetch.js';
import { grpcClientInterceptor, grpcHandlers, grpcServerInterceptor } from '../../src/instrument/grpc.js';
import { catchErrors, instrumentNodeHttp } from '../../src/instrument/node-http.js';
import { defineError, parseError, StatusError } from '../../src/status/index.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

const notFound = defineError({
  code: 'NotFound',
  bizCode: 101_002_003,
  reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
  message: 'Order {id} does not exist.',
});

let server: TestTelemetry;
let client: TestTelemetry;
const closers: (() => unknown)[] = [];

beforeEach(() => {
  server = createTestTelemetry({ service: { name: 'orders' } });
  client = createTestTelemetry({ service: { name: 'gateway' } });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await Promise.all([server.shutdown(), client.shutdown()]);
});

const accessLine = (telemetry: TestTelemetry) => telemetry.lines().find((line) => line['msg'] === 'access');

/** What both ends say of the refusal: on the line and in the span, and in no label. */
async function expectTold(telemetry: TestTelemetry, comp: string) {
  await expect
    .poll(() => accessLine(telemetry))
    .toMatchObject({
      comp,
      level: 'warn',
      ucode: 404,
      bizCode: 101_002_003,
    });
  const spans = await telemetry.spans();
  expect(spans.at(-1)?.attributes).toMatchObject({ 'biz.code': 101_002_003 });
  expect(await telemetry.metrics.registry.metrics()).not.toContain('101002003');
}

const Orders = loadOrders(fileURLToPath(new URL('../../examples/shop/orders/orders.proto', import.meta.url)));

async function startOrders(handlers: object, interceptors = [grpcServerInterceptor(server, grpc)]) {
  const running = new grpc.Server({ interceptors });
  running.addService(Orders.service, {
    createOrder() {},
    report() {},
    ...handlers,
  } as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    running.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const target = `127.0.0.1:${port}`;
  const interceptor = grpcClientInterceptor(client, grpc, { name: 'grpc.orders', target });
  const stub = new Orders(target, grpc.credentials.createInsecure(), { interceptors: [interceptor] });
  closers.push(
    () => stub.close(),
    () => running.forceShutdown(),
  );
  return (id: number) =>
    new Promise<unknown>((resolve) => stub.getOrder({ id }, (error, order) => resolve(error ?? order)));
}

type Call = grpc.ServerUnaryCall<{ id: number }, unknown>;

describe('an error over gRPC', () => {
  it.each([
    {
      name: 'thrown',
      getOrder: ({ request }: Call) => {
        throw notFound({ id: request.id });
      },
    },
    {
      name: 'rejected',
      getOrder: async ({ request }: Call) => {
        throw notFound({ id: request.id });
      },
    },
    {
      name: 'given to the callback',
      getOrder: ({ request }: Call, done: grpc.sendUnaryData<unknown>) => done(notFound({ id: request.id })),
    },
    {
      name: 'the cause of another',
      getOrder: async ({ request }: Call) => {
        throw new Error('outer', { cause: notFound({ id: request.id }) });
      },
    },
  ])('comes back as it was when it is $name', async ({ getOrder }) => {
    const get = await startOrders(grpcHandlers({ getOrder }));
    const error = (await get(7)) as grpc.ServiceError;
    expect(error).toMatchObject({
      code: 5,
      details: 'Order 7 does not exist.',
      bizCode: 101_002_003,
      reason: notFound.reason,
    });
    expect(notFound.is(error)).toBe(true);
    expect(parseError(error)).toMatchObject({ bizCode: 101_002_003, message: 'Order 7 does not exist.' });
    await expectTold(server, 'server.grpc');
    await expectTold(client, 'client.grpc');
    expect((await client.spans())[0]?.attributes).toMatchObject({
      'rpc.status_code': 'NOT_FOUND',
      'error.type': 'NOT_FOUND',
    });
  });

  it('needs no adapter on the server, nor a wrapper for a callback', async () => {
    const getOrder = ({ request }: Call, done: grpc.sendUnaryData<unknown>) =>
      done(notFound({ id: request.id }));
    const get = await startOrders({ getOrder }, []);
    expect(notFound.is(await get(1))).toBe(true);
  });

  it('hides what nobody foresaw from the caller and tells it the log', async () => {
    const getOrder = async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7');
    };
    const get = await startOrders(grpcHandlers({ getOrder }));
    const error = (await get(1)) as grpc.ServiceError;
    expect(error).toMatchObject({ code: 2, details: 'unknown error' });
    expect(JSON.stringify(error.metadata)).not.toContain('10.0.0.7');
    expect(accessLine(server)).toMatchObject({ level: 'error', error: 'connect ECONNREFUSED 10.0.0.7' });
  });

  it('leaves replies alone, returned or given to the callback, and answers once', async () => {
    class Handlers {
      readonly #product = 'book';
      async getOrder({ request }: Call, done: grpc.sendUnaryData<unknown>) {
        if (request.id === 1) return { id: 1, product: this.#product, quantity: 1 };
        done(null, { id: 2, product: 'pen', quantity: 1 });
        throw new Error('too late');
      }
    }
    const get = await startOrders(grpcHandlers(new Handlers()));
    expect(await get(1)).toMatchObject({ product: 'book' });
    expect(await get(2)).toMatchObject({ product: 'pen' });
  });

  it('follows the table of google.rpc by option', async () => {
    await server.shutdown();
    server = createTestTelemetry({ conventions: { uniformCodes: 'google' } });
    const get = await startOrders(
      grpcHandlers({
        getOrder: () => {
          throw new StatusError('ResourceExhausted', 'slow down');
        },
      }),
    );
    await get(1);
    expect(
      await server.value('ego_server_handle_total', { code: 'ResourceExhausted', uniform_code: '429' }),
    ).toBe(1);
  });
});

describe('an error over HTTP', () => {
  async function get(url: string): Promise<unknown> {
    closers.push(instrumentFetch(client, { name: 'http.orders' }));
    return fetch(url)
      .then(assertOk)
      .catch((error: unknown) => error);
  }

  it('comes back from Fastify as it was', async () => {
    const app = Fastify();
    instrumentFastify(server, app);
    app.setErrorHandler(fastifyErrorHandler(server));
    app.get('/orders/:id', async () => {
      throw notFound({ id: 7 });
    });
    closers.push(() => app.close());
    const error = await get(`${await app.listen({ host: '127.0.0.1', port: 0 })}/orders/7`);
    expect(error).toMatchObject({
      code: 5,
      bizCode: 101_002_003,
      message: 'Order 7 does not exist.',
      statusCode: 404,
    });
    expect(notFound.is(error)).toBe(true);
    await expectTold(server, 'server.fastify');
    await expectTold(client, 'client.fetch');
  });

  it("keeps the status and the message of Fastify's own errors", async () => {
    const app = Fastify({ bodyLimit: 10 });
    app.setErrorHandler(fastifyErrorHandler(server));
    app.post('/', async () => 'never');
    const reply = await app.inject({ method: 'POST', url: '/', payload: { text: 'far too long' } });
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ code: 3, message: 'Request body is too large' });
    await app.close();
  });

  it('has the right status in Fastify without a handler of ours', async () => {
    const app = Fastify();
    app.get('/', async () => {
      throw notFound({ id: 7 });
    });
    expect((await app.inject('/')).statusCode).toBe(404);
    await app.close();
  });

  async function listen(handler: Parameters<typeof catchErrors>[1]) {
    const plain = createServer(catchErrors(server, handler));
    instrumentNodeHttp(server, plain);
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    closers.push(() => plain.close());
    return `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
  }

  it('comes back from node:http as it was', async () => {
    const error = await get(
      await listen(async () => {
        throw notFound({ id: 7 });
      }),
    );
    expect(notFound.is(error)).toBe(true);
    await expectTold(server, 'server.http');
  });

  it('hides what nobody foresaw from the caller and tells it the log', async () => {
    const reply = await fetch(
      await listen(() => {
        throw new Error('password of the store');
      }),
    );
    expect(reply.status).toBe(500);
    expect(await reply.json()).toEqual({ code: 2, message: 'unknown error', details: [] });
    await expect
      .poll(() => accessLine(server))
      .toMatchObject({ level: 'error', error: 'password of the store' });
  });

  it('breaks a reply that had begun', async () => {
    const url = await listen((_request, response) => {
      response.write('half');
      throw new Error('late');
    });
    await expect(fetch(url).then((reply) => reply.text())).rejects.toThrow();
    await expect.poll(() => accessLine(server)).toMatchObject({ ucode: 500 });
  });
});

describe('assertOk', () => {
  it.each([200, 204, 304])('lets %d through', async (status) => {
    const response = new Response(status === 200 ? 'body' : null, { status });
    expect(await assertOk(response)).toBe(response);
  });

  it('takes a body that breaks off by its status', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
    await expect(assertOk(new Response(body, { status: 503 }))).rejects.toMatchObject({
      code: 14,
      statusCode: 503,
    });
  });
});
