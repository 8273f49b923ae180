import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGovernor, type GovernorOptions } from '../../src/governor/index.js';
import type { TelemetryOptions } from '../../src/telemetry.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

let telemetry: TestTelemetry | undefined;
afterEach(() => telemetry?.shutdown());

async function start(options: GovernorOptions = {}, settings: TelemetryOptions = {}) {
  telemetry = createTestTelemetry(settings);
  return createGovernor(telemetry, { port: 0, ...options });
}

describe('createGovernor', () => {
  it('serves the metrics as a scrape expects them', async () => {
    const { url } = await start();
    const reply = await fetch(`${url}/metrics`);
    expect(reply.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await reply.text()).toContain('ego_build_info{name="test-service"');
  });

  it.each([
    { path: '/', status: 200, body: '"/metrics"' },
    { path: '/livez', status: 200, body: '"live":true' },
    { path: '/readyz', status: 200, body: '"ready":true' },
    { path: '/build/info', status: 200, body: '"name":"test-service"' },
    { path: '/no/such', status: 404, body: '"error"' },
  ])('answers $path with $status', async ({ path, status, body }) => {
    const { url } = await start();
    const reply = await fetch(url + path);
    expect(reply.status).toBe(status);
    expect(await reply.text()).toContain(body);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { url } = await start();
    const reply = await fetch(`${url}/metrics`, { method });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    { name: 'fails', check: () => false },
    { name: 'throws', check: () => Promise.reject(new Error('down')) },
    { name: 'hangs', check: () => new Promise<boolean>(() => {}) },
  ])('is not ready while a check $name', async ({ check }) => {
    const { url } = await start({ readiness: { database: check, cache: () => true } });
    const reply = await fetch(`${url}/readyz`);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({ ready: false, checks: { database: false, cache: true } });
  });

  it('refuses a port in use with one clear error', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = createTestTelemetry();
    await expect(createGovernor(second, { port })).rejects.toThrow(
      expect.objectContaining({ code: 'TRI_GOVERNOR_PORT_IN_USE' }) as Error,
    );
    await second.shutdown();
  });

  it('refuses an address that is not of this machine', async () => {
    const settings = { governor: { readOnly: true } };
    await expect(start({ host: '192.0.2.1' }, settings)).rejects.toThrow('TRI_GOVERNOR_CANNOT_LISTEN');
  });

  it('closes with half-open connections held against it', async () => {
    const { url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /metrics HTTP/1.1\r\n');
    await telemetry?.shutdown();
    await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
  });
});
