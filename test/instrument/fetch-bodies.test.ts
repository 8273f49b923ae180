import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import type { TelemetryOptions } from '../../src/telemetry.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

const packers = { '/gzip': gzipSync, '/br': brotliCompressSync } as const;
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url as keyof typeof packers;
      const reply = JSON.stringify({ echo: body, apiKey: 'CANARY', pad: 'x'.repeat(5000) });
      const headers = { 'content-type': 'application/json', 'set-cookie': 'sid=CANARY' };
      if (packers[path] === undefined) response.writeHead(200, headers).end(reply);
      else
        response.writeHead(200, { ...headers, 'content-encoding': path.slice(1) }).end(packers[path](reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const body = JSON.stringify({ user: 'lilei', password: 'CANARY' });

async function post(
  settings: TelemetryOptions,
  path: string,
  init: RequestInit,
): Promise<{ reply: string; telemetry: TestTelemetry; line: Record<string, unknown> }> {
  const telemetry = createTestTelemetry(settings);
  const detach = instrumentFetch(telemetry, { name: 'http.login' });
  const headers = { authorization: 'Bearer CANARY', 'content-type': 'application/json' };
  const reply = await (await fetch(url + path, { method: 'POST', headers, ...init })).text();
  await expect.poll(() => telemetry.lines().filter(({ msg }) => msg === 'access').length).toBe(1);
  detach();
  return { reply, telemetry, line: telemetry.lines().find(({ msg }) => msg === 'access') ?? {} };
}

const asked = { captureRequest: true, captureResponse: true, responseBytes: 60 };
const captured = { components: { 'http.login': { access: true, ...asked } } };
const streamed = (): ReadableStream => new Blob([body.slice(0, 10), body.slice(10)]).stream();

describe('what fetch sent and received', () => {
  it.each([
    ['a text', '/plain', { body }],
    ['bytes and a gzip', '/gzip', { body: Buffer.from(body) }],
    ['a stream and brotli', '/br', { body: streamed(), duplex: 'half' }],
  ] as [string, string, RequestInit][])('is told for %s, untouched for the caller', async (_, path, init) => {
    const { reply, telemetry, line } = await post(captured, path, init);
    expect(JSON.parse(reply)).toMatchObject({ echo: body, apiKey: 'CANARY' });
    expect(line['req']).toMatchObject({
      metadata: { authorization: '[redacted]', 'content-type': 'application/json' },
      payload: '{"user":"lilei","password":"[redacted]"}',
    });
    const res = line['res'] as { metadata: object; payload: string };
    expect(res.metadata).toMatchObject({ 'set-cookie': '[redacted]' });
    expect(res.payload).toMatch(/^\{"echo":"\{\\"user\\":\\"lilei\\",.*…\[\+\d+\]$/);
    expect(JSON.stringify(line)).not.toContain('CANARY');
    await telemetry.shutdown();
  });

  it('is not told unless asked for', async () => {
    const { telemetry, line } = await post({ access: { clients: true } }, '/plain', { body });
    expect(line).toMatchObject({ comp: 'client.fetch', ucode: 200 });
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining(['req']));
    expect(line).not.toHaveProperty('res');
    await telemetry.shutdown();
  });

  it('is told in debug mode: request => reply', async () => {
    const lines: string[] = [];
    const sinks = { logs: { kind: 'custom', write: (line: string) => void lines.push(line) } } as const;
    const telemetry = createTestTelemetry({ debug: true, sinks });
    const detach = instrumentFetch(telemetry, { name: 'http.login' });
    await (await fetch(`${url}/plain`, { method: 'POST', body: 'hello' })).text();
    await expect.poll(() => lines.filter((line) => line.includes(' => ')).length).toBe(1);
    const [line = ''] = lines.filter((text) => text.includes(' => '));
    expect(line).toMatch(
      / http\.response .*POST\.\/plain \| hello => \{"echo":"hello","apiKey":"\[redacted\]"/,
    );
    detach();
    await telemetry.shutdown();
  });
});
