import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { findFreePort } from '../support/free-port.js';

let server: Server;
let url = '';
let latest: IncomingHttpHeaders = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    latest = request.headers;
    response.writeHead(request.url === '/broken' ? 503 : 200).end('body');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = async (path: string) => (await fetch(url + path)).text();

testAdapter({
  name: 'instrumentFetch',
  spanKind: 'client',
  counted: { name: 'ego_client_handle_total', labels: { type: 'http', name: 'stock', code: 'OK' } },
  async create(telemetry) {
    const detach = instrumentFetch(telemetry, { name: 'stock' });
    return {
      succeed: () => send('/items/42?token=secret'),
      fail: () => send('/broken'),
      detach,
      close: async () => detach(),
    };
  },
});

describe('instrumentFetch', () => {
  it('hands trace context and identity on', async () => {
    const telemetry = createTestTelemetry();
    const detach = instrumentFetch(telemetry);
    await send('/items/42');
    const [span] = await telemetry.spans();
    expect(latest['app']).toBe('test-service');
    expect(latest['traceparent']).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
    detach();
    await telemetry.shutdown();
  });

  it('replaces ids in the method label and leaves the query out of the span', async () => {
    const telemetry = createTestTelemetry();
    const detach = instrumentFetch(telemetry);
    await send('/items/42?token=secret');
    await expect.poll(() => telemetry.value('ego_client_handle_total', { method: 'GET./items/:id' })).toBe(1);
    const [span] = await telemetry.spans();
    expect(span?.attributes['url.full']).toBe(`${url}/items/42`);
    detach();
    await telemetry.shutdown();
  });

  it('counts a refused connection as biz error and rejects with the same error', async () => {
    const telemetry = createTestTelemetry();
    const detach = instrumentFetch(telemetry);
    await expect(fetch(`http://127.0.0.1:${await findFreePort()}/`)).rejects.toThrow('fetch failed');
    await expect.poll(() => telemetry.value('ego_client_handle_total', { code: 'biz error' })).toBe(1);
    expect(telemetry.lines()).toContainEqual(
      expect.objectContaining({ level: 'error', comp: 'client.fetch' }),
    );
    detach();
    await telemetry.shutdown();
  });

  it('leaves headers alone that the caller set itself', async () => {
    const telemetry = createTestTelemetry();
    const detach = instrumentFetch(telemetry);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await (await fetch(url, { headers: { app: 'mine', traceparent } })).text();
    expect([latest['app'], latest['traceparent']]).toEqual(['mine', traceparent]);
    detach();
    await telemetry.shutdown();
  });
});
