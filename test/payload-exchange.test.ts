import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { loadOrders } from '../examples/shop/orders/load-orders.js';
import { grpcClientInterceptor, grpcServerInterceptor } from '../src/instrument/grpc.js';
import { instrumentNodeHttp } from '../src/instrument/node-http.js';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';

const captured = {
  components: {
    'server.http': { captureRequest: true, captureResponse: true, requestBytes: 60, responseBytes: 40 },
  },
};
const accessOf = (telemetry: TestTelemetry) => telemetry.lines().filter(({ msg }) => msg === 'access');

async function post(
  telemetry: TestTelemetry,
  handler: RequestListener,
  body: string,
  type = 'application/json',
) {
  const server = createServer(handler);
  instrumentNodeHttp(telemetry, server, { route: () => '/login' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/login`;
  const headers = {
    'content-type': type,
    authorization: 'Bearer CANARY',
    'x-api-key': 'CANARY',
    cookie: 'a=CANARY',
  };
  const reply = await (await fetch(url, { method: 'POST', body, headers })).text();
  await expect.poll(() => accessOf(telemetry).length).toBe(1);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { reply, line: accessOf(telemetry)[0] as Record<string, { metadata: object; payload: string }> };
}

const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('set-cookie', 'sid=CANARY');
    response.write('{"echo":');
    response.end(`${body}}`);
  });
};

describe('what a server received and sent', () => {
  it('is told when asked for: headers and bodies in one shape, cut, redacted, and untouched for the handler', async () => {
    const telemetry = createTestTelemetry(captured);
    const body = JSON.stringify({ user: 'lilei', password: 'CANARY', note: 'x'.repeat(200) });
    const { reply, line } = await post(telemetry, echo, body);
    expect(reply).toBe(`{"echo":${body}}`);
    expect(line['req']?.metadata).toMatchObject({
      'content-type': 'application/json',
      authorization: '[redacted]',
      'x-api-key': '[redacted]',
      cookie: '[redacted]',
    });
    expect(line['req']?.payload).toMatch(/^\{"user":"lilei","password":"\[redacted\]","note":"x+…\[\+\d+\]$/);
    expect(line['res']?.metadata).toMatchObject({ 'set-cookie': '[redacted]' });
    expect(line['res']?.payload).toMatch(/^\{"echo":\{"user":"lilei",.{0,20}…\[\+\d+\]$/);
    expect(JSON.stringify(line)).not.toContain('CANARY');
    await telemetry.shutdown();
  });

  it('is not told unless asked for, and of what is no text only the size', async () => {
    const silent = createTestTelemetry();
    expect((await post(silent, echo, '{"a":1}')).line).not.toHaveProperty('req');
    const telemetry = createTestTelemetry(captured);
    const { line } = await post(telemetry, echo, '\u0000\u0001binary', 'image/png');
    expect(line['req']?.payload).toBe('[8 bytes of image/png]');
    await Promise.all([silent.shutdown(), telemetry.shutdown()]);
  });
});

const Orders = loadOrders(fileURLToPath(new URL('../examples/shop/orders/orders.proto', import.meta.url)));

async function callOrders(server: TestTelemetry, client: TestTelemetry, ids: readonly number[]) {
  const running = new grpc.Server({ interceptors: [grpcServerInterceptor(server, grpc)] });
  running.addService(Orders.service, {
    getOrder(call: grpc.ServerUnaryCall<{ id: number }, unknown>, callback: grpc.sendUnaryData<unknown>) {
      if (call.request.id === 0) callback({ code: grpc.status.UNAVAILABLE, details: 'error' });
      else callback(null, { id: call.request.id, product: 'book', quantity: 1 });
    },
    createOrder() {},
    report() {},
  });
  const port = await new Promise<number>((resolve, reject) =>
    running.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  const target = `127.0.0.1:${port}`;
  const interceptors = [grpcClientInterceptor(client, grpc, { name: 'grpc.test', target })];
  const stub = new Orders(target, grpc.credentials.createInsecure(), { interceptors });
  for (const id of ids) await new Promise<void>((resolve) => stub.getOrder({ id }, () => resolve()));
  stub.close();
  running.forceShutdown();
  return target;
}

describe('what a gRPC call sent and received', () => {
  it('is told on both sides when asked for', async () => {
    const components = { 'grpc.test': { access: true, captureRequest: true, captureResponse: true } };
    const client = createTestTelemetry({ components });
    const server = createTestTelemetry({ components: { 'grpc.server.unary': { captureResponse: true } } });
    await callOrders(server, client, [7]);
    expect(accessOf(client)).toMatchObject([
      {
        req: { payload: '{"id":7}' },
        res: { payload: expect.stringContaining('"product":"book"') as string },
      },
    ]);
    expect(accessOf(server)[0]).not.toHaveProperty('req');
    expect(accessOf(server)).toMatchObject([{ res: { payload: expect.stringContaining('book') as string } }]);
    await Promise.all([client.shutdown(), server.shutdown()]);
  });

  it('is told in debug mode as the deck shows it: line, name, address, time, request => reply or error', async () => {
    const lines: string[] = [];
    const sinks = { logs: { kind: 'custom', write: (line: string) => void lines.push(line) } } as const;
    const client = createTestTelemetry({ debug: true, sinks });
    const server = createTestTelemetry();
    const target = await callOrders(server, client, [7, 0]);
    const debugged = lines.filter((line) => line.includes(' => '));
    const start = String.raw`^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d grpc\.response test/payload-exchange\.test\.ts:\d+ grpc\.test ${target} \[\d+\.\d{3}ms\] /shop\.v1\.Orders/GetOrder \| `;
    expect(debugged).toHaveLength(2);
    expect(debugged[0]).toMatch(new RegExp(String.raw`${start}\{"id":7\} => \{.*"product":"book".*\}\n$`));
    expect(debugged[1]).toMatch(
      new RegExp(String.raw`${start}\{"id":0\} => rpc error: code = Unavailable desc = error\n$`),
    );
    expect(client.logs.counts()).toMatchObject({ produced: lines.length, written: lines.length });
    expect(lines.join('')).not.toContain('\u001b');
    await Promise.all([client.shutdown(), server.shutdown()]);
  });
});
