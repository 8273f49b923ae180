import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios, { type AxiosRequestConfig } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentAxios } from '../../src/instrument/axios.js';
import { createTestTelemetry } from '../../src/testing/index.js';

let server: Server;
let baseURL = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const status = request.url === '/refuse' ? 422 : 200;
    const type = request.url === '/image' ? 'image/png' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'set-cookie': 'sid=CANARY' });
    response.end(JSON.stringify({ said: request.url, apiKey: 'CANARY', rest: 'x'.repeat(100) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asked = { access: true, captureRequest: true, captureResponse: true, responseBytes: 60 };

/** Sends one request and returns its access line and what the caller got. */
async function send(component: object, config: AxiosRequestConfig) {
  const telemetry = createTestTelemetry({ components: { login: component } });
  const client = axios.create({ baseURL, validateStatus: () => true });
  instrumentAxios(telemetry, client, { name: 'login' });
  const headers = { authorization: 'Bearer CANARY' };
  const reply = await client.request<unknown>({ method: 'POST', headers, ...config }).catch(() => undefined);
  if (config.responseType === 'stream') for await (const _ of reply?.data as AsyncIterable<unknown>);
  await expect.poll(() => telemetry.lines().filter(({ msg }) => msg === 'access').length).toBe(1);
  const line = telemetry.lines().find(({ msg }) => msg === 'access') ?? {};
  await telemetry.shutdown();
  expect(JSON.stringify(line)).not.toContain('CANARY');
  return { reply, line };
}

describe('what axios sent and received', () => {
  it.each([
    ['an object', { user: 'lilei', password: 'CANARY' }],
    ['a text', JSON.stringify({ user: 'lilei', password: 'CANARY' })],
  ])('is told for %s, untouched for the caller', async (_, data) => {
    const { reply, line } = await send(asked, {
      url: '/login',
      data,
      headers: { authorization: 'Bearer CANARY', 'content-type': 'application/json' },
    });
    expect(reply?.data).toMatchObject({ said: '/login', apiKey: 'CANARY' });
    expect(line['req']).toMatchObject({
      metadata: { authorization: '[redacted]' },
      payload: '{"user":"lilei","password":"[redacted]"}',
    });
    const res = line['res'] as { metadata: object; payload: string };
    expect(res.metadata).toMatchObject({ 'set-cookie': '[redacted]' });
    expect(res.payload).toMatch(/^\{"said":"\/login","apiKey":"\[redacted\]".*…\[\+\d+\]$/);
  });

  it('is told of a refusal too, and of bytes their size', async () => {
    const refused = await send(asked, { url: '/refuse', data: { a: 1 } });
    expect(refused.line).toMatchObject({ ucode: 422, req: { payload: '{"a":1}' } });
    const image = await send(asked, { url: '/image', responseType: 'arraybuffer' });
    expect(image.line['res']).toMatchObject({
      payload: expect.stringMatching(/^\[\d+ bytes of image\/png\]$/) as string,
    });
  });

  it('is the request alone when nobody answers', async () => {
    const { line } = await send(asked, { baseURL: 'http://127.0.0.1:1', url: '/login', data: { a: 1 } });
    expect(line).toMatchObject({ level: 'error', req: { payload: '{"a":1}' } });
    expect(line).not.toHaveProperty('res');
  });

  it('leaves streams to their reader', async () => {
    const { line } = await send(asked, { url: '/login', responseType: 'stream' });
    expect(line['res']).toMatchObject({ metadata: { 'content-type': 'application/json' } });
    expect(JSON.stringify(line)).not.toContain('said');
  });

  it('is not told unless asked for', async () => {
    const { line } = await send({ access: true }, { url: '/login', data: { a: 1 } });
    expect(line).not.toHaveProperty('req');
    expect(line).not.toHaveProperty('res');
  });
});
