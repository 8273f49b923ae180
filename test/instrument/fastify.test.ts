import Fastify, { LogController } from 'fastify';
import { describe, expect, it } from 'vitest';
import { instrumentFastify } from '../../src/instrument/fastify.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testHttpServer } from '../support/http-server-adapter.js';
import { startFastify } from '../support/http-services.js';

async function startApp(telemetry: TestTelemetry) {
  const app = Fastify({
    loggerInstance: telemetry.log,
    logController: new LogController({ disableRequestLogging: true }),
  });
  instrumentFastify(telemetry, app);
  app.get('/users/:id', async () => ({ ok: true }));
  app.get('/broken', async () => {
    throw new Error('out of stock');
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url };
}

testHttpServer('instrumentFastify', startFastify);

describe('instrumentFastify', () => {
  it('names unmatched requests GET. and never by their path', async () => {
    const telemetry = createTestTelemetry();
    const { app, url } = await startApp(telemetry);
    await fetch(`${url}/nowhere/42`);
    const labels = { method: 'GET.', code: 'Not Found' };
    await expect.poll(() => telemetry.value('ego_server_handle_total', labels)).toBe(1);
    await app.close();
    await telemetry.shutdown();
  });

  it('tells the error of a handler on the access line and in the span', async () => {
    const telemetry = createTestTelemetry();
    const { app, url } = await startApp(telemetry);
    await fetch(`${url}/broken`);
    await expect
      .poll(() => telemetry.lines().find((line) => line['msg'] === 'access'))
      .toMatchObject({ level: 'error', error: 'out of stock', ucode: 500, method: 'GET./broken' });
    const [span] = await telemetry.spans();
    expect(span).toMatchObject({ failed: true, events: ['exception'] });
    expect(span?.attributes).toMatchObject({ 'http.route': '/broken', 'http.response.status_code': 500 });
    await app.close();
    await telemetry.shutdown();
  });

  it('sees requests that reach Fastify by no server of its own', async () => {
    const telemetry = createTestTelemetry();
    const { app } = await startApp(telemetry);
    const reply = await app.inject('/users/7');
    expect(reply.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
    await expect
      .poll(() => telemetry.value('ego_server_handle_total', { method: 'GET./users/:id', code: 'OK' }))
      .toBe(1);
    await app.close();
    await telemetry.shutdown();
  });
});
