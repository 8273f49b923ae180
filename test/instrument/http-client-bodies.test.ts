import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentHttpClient } from '../../src/instrument/http-client.js';
import { createTestTelemetry } from '../../src/testing/index.js';

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => void (body += String(chunk)));
    incoming.on('end', () => {
      const isPacked = incoming.url === '/gzip';
      const reply = JSON.stringify({ echo: body, apiKey: 'CANARY', rest: 'x'.repeat(100) });
      response.setHeader('content-type', 'application/json');
      response.setHeader('set-cookie', 'sid=CANARY');
      if (isPacked) response.setHeader('content-encoding', 'gzip');
      if (incoming.url === '/broken') return void response.write(reply, () => response.destroy());
      response.end(isPacked ? gzipSync(reply) : reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asked = { access: true, captureRequest: true, captureResponse: true, responseBytes: 60 };
const body = JSON.stringify({ user: 'lilei', password: 'CANARY' });

/** Posts the parts of a body, and returns the access line and how many bytes the caller got. */
async function post(component: object, path: string, parts: readonly string[], to = port) {
  const telemetry = createTestTelemetry({ components: { login: component } });
  const agent = new Agent();
  const detach = instrumentHttpClient(telemetry, { name: 'login', agents: [agent] });
  const headers = { authorization: 'Bearer CANARY', 'content-type': 'application/json' };
  const received = await new Promise<number>((resolve) => {
    let size = 0;
    const call = request(
      { port: to, host: '127.0.0.1', method: 'POST', path, agent, headers },
      (response) => {
        response.on('data', (chunk: Buffer) => void (size += chunk.length));
        response.on('error', () => {});
        response.once('close', () => resolve(size));
      },
    );
    call.once('error', () => resolve(size));
    for (const part of parts.slice(0, -1)) call.write(part);
    call.end(parts.at(-1));
  });
  await expect.poll(() => telemetry.lines().filter(({ msg }) => msg === 'access').length).toBe(1);
  const line = telemetry.lines().find(({ msg }) => msg === 'access') ?? {};
  detach();
  agent.destroy();
  await telemetry.shutdown();
  expect(JSON.stringify(line)).not.toContain('CANARY');
  return { received, line };
}

describe('what node:http sent and received', () => {
  it.each([
    ['at once', '/plain', [body]],
    ['in parts, with a gzip in return', '/gzip', [body.slice(0, 10), body.slice(10, 20), body.slice(20)]],
  ] as [string, string, string[]][])('is told when it was sent %s', async (_, path, parts) => {
    const { received, line } = await post(asked, path, parts);
    expect(received).toBeGreaterThan(60);
    expect(line['req']).toMatchObject({
      metadata: { authorization: '[redacted]', 'content-type': 'application/json' },
      payload: '{"user":"lilei","password":"[redacted]"}',
    });
    const res = line['res'] as { metadata: object; payload: string };
    expect(res.metadata).toMatchObject({ 'set-cookie': '[redacted]' });
    expect(res.payload).toMatch(/^\{"echo":"\{\\"user\\":\\"lilei\\",.*…\[\+\d+\]$/);
  });

  it('is told of a reply that breaks off, as far as it came', async () => {
    const { line } = await post(asked, '/broken', [body]);
    expect(line).toMatchObject({
      level: 'error',
      req: { payload: '{"user":"lilei","password":"[redacted]"}' },
    });
    expect((line['res'] as { payload: string }).payload).toContain('lilei');
  });

  it('is the request alone when nobody answers', async () => {
    const { line } = await post(asked, '/plain', [body], 1);
    expect(line).toMatchObject({
      level: 'error',
      req: { payload: '{"user":"lilei","password":"[redacted]"}' },
    });
    expect(line).not.toHaveProperty('res');
  });

  it('is not told unless asked for', async () => {
    const { line } = await post({ access: true }, '/plain', [body]);
    expect(line).not.toHaveProperty('req');
    expect(line).not.toHaveProperty('res');
  });
});
