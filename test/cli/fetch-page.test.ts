import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { checkExposition } from '../../src/check/index.js';
import { fetchPage } from '../../src/cli/fetch-page.js';
import { runInProcess } from './run-in-process.js';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(url: string, timeoutMs = 10_000): Promise<string> {
  const { chunks } = await fetchPage(url, { timeoutMs });
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('fetchPage', () => {
  it('reads a page and its format, and asks for OpenMetrics', async () => {
    const url = await serve((request, response) => {
      expect(request.headers.accept).toContain('application/openmetrics-text');
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0').end('# EOF\n');
    });
    expect((await fetchPage(`${url}/metrics`)).format).toBe('openmetrics');
    expect(await read(`${url}/metrics`)).toBe('# EOF\n');
  });

  it('follows a redirect within its origin', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/metrics') response.writeHead(302, { location: '/other' }).end();
      else response.end('x 1\n');
    });
    expect(await read(`${url}/metrics`)).toBe('x 1\n');
  });

  it.each([
    [
      'a redirect to another origin',
      302,
      'http://169.254.169.254/latest',
      'it redirects to another origin, http://169.254.169.254',
    ],
    ['a redirect to a file', 302, 'file:///etc/passwd', 'it redirects to another origin, null'],
    ['a redirect without end', 302, '/metrics', 'it redirects without end'],
    ['a refusal', 404, undefined, 'the server answers 404 Not Found'],
    ['a failure', 503, undefined, 'the server answers 503 Service Unavailable'],
  ])('refuses %s', async (_, status, location, reason) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, location === undefined ? {} : { location }).end();
    });
    await expect(fetchPage(`${url}/metrics`)).rejects.toMatchObject({
      code: 'TRI_CLI_FETCH_FAILED',
      data: { reason },
    });
  });

  it.each([
    ['a port on which nobody listens', 'http://127.0.0.1:9/metrics', /bad port/],
    ['a name that does not resolve', 'http://nowhere.invalid/metrics', /ENOTFOUND|EAI_AGAIN/],
    ['credentials in the URL', 'http://user:secret@127.0.0.1:1/', /credentials/],
    ['a URL that is none', 'http://[', /Invalid URL/],
  ])('refuses %s', async (_, url, reason) => {
    await expect(fetchPage(url)).rejects.toThrow(reason);
  });

  it('gives up on a server that says nothing, and on one that goes on for ever', async () => {
    const silent = await serve(() => {});
    await expect(fetchPage(silent, { timeoutMs: 100 })).rejects.toThrow('it took longer than 0.1 s');
    const slow = await serve((_, response) => {
      response.write('x');
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expect(read(slow, 300)).rejects.toThrow('it took longer than 0.3 s');
  });

  it.each([
    ['comments', `# ${'x'.repeat(61)}\n`, 'The page has more than 67108864 bytes; the rest was not read.'],
    ['samples', 'x 1\n', 'The page has more than 500000 series; the rest was not read.'],
  ])(
    'stops reading a page of %s that was compressed a thousandfold',
    async (_, line, text) => {
      const bomb = gzipSync(Buffer.alloc(256 << 20, line));
      const url = await serve((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      });
      const before = process.memoryUsage.rss();
      const { chunks } = await fetchPage(url, { timeoutMs: 60_000 });
      const { problems } = await checkExposition(chunks, { file: 'page' });
      const grown = (process.memoryUsage.rss() - before) / (1 << 20);
      console.log(
        `${(bomb.length / 1024).toFixed(0)} KiB that are 256 MiB: RSS grew by ${grown.toFixed(0)} MiB`,
      );
      expect(problems.map((problem) => problem.text)).toContain(text);
      expect(grown).toBeLessThan(400);
    },
    60_000,
  );

  it('checks a page that a service serves', async () => {
    const url = await serve((_, response) =>
      response.end('# HELP orders x\n# TYPE orders counter\norders 1\n'),
    );
    const { exitCode, stdout } = await runInProcess(['check', `${url}/metrics`]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${url}/metrics\n`);
    expect(stdout).toContain('2 errors in 1 of 1 file (1 series).');
  });
});
