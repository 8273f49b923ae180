import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Authority, makeAuthority } from '../support/certificates.js';
import { describeWith } from '../support/programs.js';
import { serveHttp } from '../support/serve-http.js';
import { runInProcess } from './run-in-process.js';

/** Checks a page and returns what stood on stderr; the exit code is 2 and the error one line. */
async function refusal(url: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runInProcess(['check', url]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return stderr;
}

/** A server of bytes: what it does with a connection once a request has begun to arrive. */
async function serveBytes(answer: (socket: Socket) => void): Promise<{ url: string; close(): void }> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/metrics`, close: () => void server.close() };
}

describe('a page whose server breaks off (C4)', () => {
  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['before it answers', (socket) => socket.resetAndDestroy(), /ECONNRESET|other side closed/],
    ['without a word', (socket) => socket.end(), /other side closed|terminated/],
    [
      'in its headers',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-', () => socket.resetAndDestroy()),
      /ECONNRESET|other side closed/,
    ],
    [
      'in its body',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx 1\n', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        ),
      /ECONNRESET|other side closed|terminated/,
    ],
    ['after it spoke no HTTP', (socket) => socket.end('220 mail.example ESMTP\r\n'), /HTTP|[Pp]arse|Invalid/],
  ])('%s is told in one line', async (_, answer, reason) => {
    const server = await serveBytes(answer);
    try {
      expect(await refusal(server.url)).toMatch(reason);
    } finally {
      server.close();
    }
  });
});

describeWith(['openssl'], 'a page behind TLS that cannot be trusted (C4)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-tls-'));
  const authority: Authority = makeAuthority(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is not read when its certificate is of an unknown authority', async () => {
    const { server, asked } = serveTls(authority.issue('unknown'));
    const { url, close } = await serveHttp(server);
    try {
      expect(await refusal(url.replace('http:', 'https:'))).toMatch(/unable to (?:verify|get)|self-signed/);
      expect(asked.count).toBe(0);
    } finally {
      await close();
    }
  });

  it('is not read over TLS from a server that has none', async () => {
    const { url, close } = await serveHttp(createServer((_, response) => response.end('x 1\n')));
    try {
      expect(await refusal(url.replace('http:', 'https:'))).toMatch(/wrong version number|SSL|packet length/);
    } finally {
      await close();
    }
  });
});

function serveTls(certificate: { key: string; cert: string }) {
  const asked = { count: 0 };
  const server = createTlsServer(certificate, (_, response) => {
    asked.count++;
    response.end('x 1\n');
  });
  return { server: server as unknown as Server, asked };
}
