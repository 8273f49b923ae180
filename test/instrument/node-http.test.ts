import { createServer, get, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { instrumentNodeHttp } from '../../src/instrument/node-http.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testHttpServer } from '../support/http-server-adapter.js';
import { startNodeHttp } from '../support/http-services.js';

const open: { server: Server; telemetry: TestTelemetry }[] = [];

async function startServer(
  handler: Parameters<typeof createServer>[1],
  options: Parameters<typeof instrumentNodeHttp>[2] = {},
) {
  const telemetry = createTestTelemetry();
  const server = createServer(handler);
  instrumentNodeHttp(telemetry, server, options);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ server, telemetry });
  return { telemetry, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

afterEach(async () => {
  for (const { server, telemetry } of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await telemetry.shutdown();
  }
});

testHttpServer('instrumentNodeHttp', startNodeHttp);

const handled = 'ego_server_handle_total';

describe('instrumentNodeHttp', () => {
  it("counts a request under Ego's labels", async () => {
    const { telemetry, url } = await startServer((_, response) => response.end('ok'), {
      route: () => '/hello',
    });
    await fetch(`${url}/hello?name=x`, { headers: { app: 'website' } });
    const labels = { type: 'http', method: 'GET./hello', peer: 'website', code: 'OK', uniform_code: '200' };
    await expect.poll(() => telemetry.value(handled, { ...labels, rpc_service: 'test-service' })).toBe(1);
    expect(await telemetry.value('ego_server_started_total', { method: 'GET./hello' })).toBe(1);
    expect(await telemetry.value('ego_server_handle_seconds_count', { method: 'GET./hello' })).toBe(1);
  });

  it('answers with the trace id of the caller and writes it on the access line', async () => {
    const { telemetry, url } = await startServer((_, response) => response.end('ok'));
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const reply = await fetch(url, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    expect(reply.headers.get('x-trace-id')).toBe(traceId);
    await expect
      .poll(() => telemetry.lines().find((line) => line['msg'] === 'access')?.['traceId'])
      .toBe(traceId);
    const [span] = await telemetry.spans();
    expect(span).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331', kind: 'server' });
  });

  it.each([
    { name: 'an unknown method', send: { method: 'PURGE' }, label: '_OTHER.' },
    { name: 'an unknown path', send: {}, label: 'GET.' },
  ])('keeps $name out of the labels', async ({ send, label }) => {
    const { telemetry, url } = await startServer((_, response) => response.writeHead(404).end());
    await fetch(`${url}/users/42`, send);
    const labels = { method: label, code: 'Not Found', uniform_code: '404' };
    await expect.poll(() => telemetry.value(handled, labels)).toBe(1);
  });

  it('counts a request whose caller goes away as 499', async () => {
    const { telemetry, url } = await startServer(() => {});
    const call = request(url).on('error', () => {});
    call.end();
    setTimeout(() => call.destroy(), 50);
    await expect.poll(() => telemetry.value(handled, { uniform_code: '499' })).toBe(1);
  });

  it('marks the span of a 5xx as failed, that of a 404 not', async () => {
    const { telemetry, url } = await startServer((message, response) => {
      response.writeHead(message.url === '/broken' ? 500 : 404).end();
    });
    await fetch(`${url}/broken`);
    await fetch(`${url}/missing`);
    await expect
      .poll(async () => (await telemetry.spans()).map((span) => span.failed))
      .toEqual([true, false]);
  });

  it('runs the handler inside the operation, so that its log lines carry the ids', async () => {
    const { telemetry, url } = await startServer(async (_, response) => {
      await new Promise((resolve) => setImmediate(resolve));
      telemetry.log.info('inside');
      response.end();
    });
    const reply = await fetch(url);
    const line = telemetry.lines().find((candidate) => candidate['msg'] === 'inside');
    expect(line?.['traceId']).toBe(reply.headers.get('x-trace-id'));
  });

  it('survives a route function that throws, and counts it', async () => {
    const route = () => {
      throw new Error('route');
    };
    const { telemetry, url } = await startServer((_, response) => response.end('ok'), { route });
    expect((await fetch(url)).status).toBe(200);
    await expect.poll(() => telemetry.value('ego_telemetry_errors_total', { signal: 'adapter' })).toBe(1);
  });

  it('adds at most 20 series for 2,000 unknown paths', async () => {
    const { telemetry, url } = await startServer((_, response) => response.writeHead(404).end());
    await fetch(url);
    const countSeries = async () => (await telemetry.metrics.registry.metrics()).split('\n').length;
    await expect.poll(() => telemetry.value(handled, { code: 'Not Found' })).toBe(1);
    const before = await countSeries();
    for (let i = 0; i < 2000; i += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, j) => fetch(`${url}/${i + j}-${Math.random()}`)));
    }
    await expect.poll(() => telemetry.value(handled, { code: 'Not Found' })).toBe(2001);
    const added = (await countSeries()) - before;
    console.log(`2,000 unknown paths added ${added} lines to the page`);
    expect(added).toBeLessThanOrEqual(20);
  });

  it('skips what it is told to skip', async () => {
    const { telemetry, url } = await startServer((_, response) => response.end(), {
      skip: (message) => message.url === '/livez',
    });
    await new Promise((resolve) => get(`${url}/livez`, (reply) => reply.resume().on('end', resolve)));
    expect(await telemetry.spans()).toHaveLength(0);
  });

  it('ends every pipelined request when the connection goes', async () => {
    const { telemetry, url } = await startServer(() => {});
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    socket.write('GET /a HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    setTimeout(() => socket.destroy(), 100);
    await expect.poll(() => telemetry.value(handled, { uniform_code: '499' })).toBe(3);
    expect(await telemetry.value('ego_server_started_total')).toBe(3);
  });

  it('counts a reply the service broke off as 500, with its error', async () => {
    const { telemetry, url } = await startServer((_, response) => {
      response.write('half');
      response.destroy(new Error('db gone'));
    });
    await fetch(url)
      .then((reply) => reply.text())
      .catch(() => {});
    await expect.poll(() => telemetry.value(handled, { uniform_code: '500' })).toBe(1);
    expect(telemetry.lines()).toContainEqual(expect.objectContaining({ level: 'error', error: 'db gone' }));
  });

  it('counts a request once when two adapters see it', async () => {
    const telemetry = createTestTelemetry();
    const server = createServer((_, response) => response.end());
    instrumentNodeHttp(telemetry, server);
    instrumentNodeHttp(telemetry, server, { route: () => '/twice' });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ server, telemetry });
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect.poll(() => telemetry.value(handled, { method: 'GET./twice' })).toBe(1);
    expect(await telemetry.spans()).toHaveLength(1);
  });

  it('lets a request through when `skip` throws, and counts that', async () => {
    const skip = () => {
      throw new Error('skip');
    };
    const { telemetry, url } = await startServer((_, response) => response.end('ok'), { skip });
    expect((await fetch(url)).status).toBe(200);
    await expect.poll(() => telemetry.value('ego_telemetry_errors_total', { signal: 'adapter' })).toBe(1);
  });

  it('gives callers beyond the budget no name of their own', async () => {
    const { telemetry, url } = await startServer((_, response) => response.end());
    for (let i = 0; i < 130; i++) await (await fetch(url, { headers: { app: `caller-${i}` } })).text();
    await expect.poll(() => telemetry.value(handled, { peer: '_other' })).toBe(30);
    expect(await telemetry.value('ego_server_started_total', { peer: '_other' })).toBe(30);
    expect(await telemetry.value(handled, { peer: 'caller-0' })).toBe(1);
  });
});
