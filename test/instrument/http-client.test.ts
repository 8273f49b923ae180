import { Agent, type ClientRequest, request, type RequestOptions } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { instrumentHttpClient } from '../../src/instrument/http-client.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { findFreePort } from '../support/free-port.js';
import { type HttpCallee, startHttpCallee } from '../support/http-callee.js';

let callee: HttpCallee;
beforeAll(async () => {
  callee = await startHttpCallee();
});
afterAll(() => callee.close());

const handled = 'ego_client_handle_total';

/** Sends a request and reads its reply; resolves to the body, or the error. */
function send(path: string, options: RequestOptions = {}, start?: (request: ClientRequest) => void) {
  return new Promise<string | Error>((resolve) => {
    const sent = request(path.startsWith('http') ? path : callee.url + path, options, (reply) => {
      let body = '';
      reply.on('data', (chunk) => (body += String(chunk)));
      reply.on('end', () => resolve(body)).on('error', resolve);
    });
    sent.on('error', resolve).on('timeout', () => sent.destroy(new Error('too slow')));
    start?.(sent);
    sent.end();
  });
}

testAdapter({
  name: 'instrumentHttpClient',
  spanKind: 'client',
  counted: { name: handled, labels: { type: 'http', name: 'stock', code: 'OK' } },
  async create(telemetry) {
    const detach = instrumentHttpClient(telemetry, { name: 'stock' });
    return {
      succeed: () => send('/items/42?token=secret'),
      fail: () => send('/broken'),
      detach,
      close: async () => detach(),
    };
  },
});

describe('instrumentHttpClient', () => {
  const observe = async (use: (telemetry: TestTelemetry, agent: Agent) => Promise<void>, options = {}) => {
    const telemetry = createTestTelemetry({ access: { servers: true, clients: true } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const detach = instrumentHttpClient(telemetry, { agents: [agent], ...options });
    await use(telemetry, agent);
    detach();
    agent.destroy();
    await telemetry.shutdown();
  };
  const lines = (telemetry: TestTelemetry) => telemetry.lines().filter(({ msg }) => msg === 'access');

  it('hands trace context and identity on, over a connection that is used again', () =>
    observe(async (telemetry, agent) => {
      const before = callee.connections();
      for (let i = 0; i < 3; i++) {
        await send('/items/42', { agent });
        const span = (await telemetry.spans()).at(-1);
        expect(callee.latest()['app']).toBe('test-service');
        expect(callee.latest()['traceparent']).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
        expect(span?.attributes['url.full']).toBe(`${callee.url}/items/42`);
      }
      expect(callee.connections() - before).toBe(1);
      expect(await telemetry.value(handled, { method: 'GET./items/:id', code: 'OK' })).toBe(3);
    }));

  it.each([
    { name: 'a refusal', path: '/refused', code: 'Not Found', ucode: 404, bizCode: 404100001 },
    { name: 'a failure of the callee', path: '/broken', code: 'Service Unavailable', ucode: 503 },
    { name: 'a reply that breaks off', path: '/half', code: 'biz error', ucode: 503 },
    { name: 'a request that its caller gives up', path: '/hang', code: 'biz error', ucode: 503, abort: true },
    { name: 'a request that takes too long', path: '/hang', code: 'biz error', ucode: 503, timeout: 20 },
    { name: 'a callee that is not there', path: '', code: 'biz error', ucode: 503 },
  ])('tells $name once, with its codes', ({ path, code, ucode, bizCode, abort, timeout }) =>
    observe(async (telemetry, agent) => {
      const to = path === '' ? `http://127.0.0.1:${await findFreePort()}/` : path;
      const options = { agent, ...(timeout === undefined ? {} : { timeout }) };
      await send(to, options, (sent) => {
        if (abort === true) sent.on('socket', () => setImmediate(() => sent.destroy()));
      });
      await expect.poll(() => lines(telemetry)).toHaveLength(1);
      expect(lines(telemetry)[0]).toMatchObject({
        ucode,
        comp: 'client.http',
        ...(bizCode ? { bizCode } : {}),
      });
      expect(await telemetry.value(handled, { code })).toBe(1);
      expect((await telemetry.spans()).map(({ failed }) => failed)).toEqual([true]);
    }),
  );

  it('ends with the last byte of a streamed body, not with the first', () =>
    observe(async (telemetry, agent) => {
      let ended = -1;
      await new Promise<void>((resolve) => {
        request(`${callee.url}/stream`, { agent }, (reply) => {
          reply.once('data', async () => (ended = (await telemetry.spans()).length));
          reply.on('end', resolve);
        }).end();
      });
      await expect.poll(async () => (await telemetry.spans()).length).toBe(1);
      expect(ended).toBe(0);
    }));

  it('leaves a reply that nobody listens to as it is', () =>
    observe(async (telemetry, agent) => {
      // Without a listener Node discards the body, which frees the connection for the next request.
      await new Promise((resolve) => request(`${callee.url}/items/42`, { agent }).on('close', resolve).end());
      expect(await send('/items/42', { agent })).toBe('body');
      await expect.poll(() => telemetry.value(handled, { code: 'OK' })).toBe(2);
    }));

  it('lets an error through that nobody listens to', () =>
    observe(async (telemetry, agent) => {
      const sent = request(`http://127.0.0.1:${await findFreePort()}/`, { agent });
      expect([sent.listenerCount('error'), sent.listenerCount('response')]).toEqual([0, 0]);
      await new Promise((resolve) => sent.on('error', resolve).end());
      await expect.poll(() => telemetry.value(handled, { code: 'biz error' })).toBe(1);
    }));

  it('leaves headers alone that the caller set itself, also as a list', () =>
    observe(async (telemetry, agent) => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      await send('/items/1', { agent, headers: { app: 'mine', traceparent } });
      expect([callee.latest()['app'], callee.latest()['traceparent']]).toEqual(['mine', traceparent]);
      await send('/items/1', { agent, headers: ['Host', 'x', 'app', 'listed'] as never });
      expect(callee.latest()['app']).toBe('listed');
      expect(await telemetry.value(handled, { method: 'GET./items/:id' })).toBe(2);
    }));

  it('makes no operation of an upgrade', () =>
    observe(async (telemetry, agent) => {
      const sockets = new WebSocketServer({ server: callee.server });
      const client = new WebSocket(callee.url.replace('http', 'ws'), { agent });
      await new Promise((resolve) => client.once('open', resolve));
      client.terminate();
      sockets.close();
      expect(await telemetry.spans()).toHaveLength(0);
      expect(await telemetry.value('ego_telemetry_errors_total', { signal: 'adapter' })).toBe(0);
    }));

  it('names paths by the rules it is given', () =>
    observe(
      async (telemetry, agent) => {
        await send('/users/bob/avatar?size=2', { agent });
        await send('/users/eve/avatar', { agent });
        await send('/files/a/b/c', { agent });
        const methods = ['GET./users/:name/avatar', 'GET./files/*'];
        const counts = await Promise.all(methods.map((method) => telemetry.value(handled, { method })));
        expect(counts).toEqual([2, 1]);
      },
      {
        relabel: [
          { match: '^/users/[^/]+/avatar$', replacement: '/users/:name/avatar' },
          { match: /^\/files\/.*/, replacement: '/files/*' },
        ],
      },
    ));
});
