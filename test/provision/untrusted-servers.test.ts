import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOptions, createApiClient, Secret } from '../../src/provision/index.js';
import { runInProcess } from '../cli/run-in-process.js';
import { type Authority, makeAuthority } from '../support/certificates.js';
import { describeWith } from '../support/programs.js';
import { serveHttp } from '../support/serve-http.js';

const token = new Secret('glsa_0123456789abcdef_test');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Serves something that counts who calls. */
async function serve(listener: RequestListener, identity?: { key: string; cert: string }) {
  const calls: (string | undefined)[] = [];
  const count: RequestListener = (request, response) => {
    calls.push(request.headers.authorization);
    listener(request, response);
  };
  const server = identity === undefined ? createServer(count) : createTlsServer(identity, count);
  const { url, close } = await serveHttp(server);
  closers.push(close);
  return { url: identity === undefined ? url : url.replace('http:', 'https:'), calls };
}
const ask = (url: string, options: Partial<ApiOptions> = {}) =>
  createApiClient({ url, token, pause: () => Promise.resolve(), ...options }).request('GET', '/api/x');
const answer: RequestListener = (_, response) =>
  void response.setHeader('content-type', 'application/json').end('{"ok":true}');

describeWith(['openssl'], 'certificates (V6)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-v6-'));
  let authority: Authority;
  beforeAll(() => void (authority = makeAuthority(folder)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are taken from an authority of your own', async () => {
    const { url, calls } = await serve(answer, authority.issue('good'));
    expect(await ask(url, { ca: authority.pem })).toMatchObject({ status: 200, json: { ok: true } });
    expect(calls).toEqual([`Bearer ${token.reveal()}`]);
  });

  it.each([
    { name: 'of an authority that nobody named', subject: 'IP:127.0.0.1', days: 2, trusts: false },
    { name: 'that has expired', subject: 'IP:127.0.0.1', days: -1, trusts: true },
    { name: 'of another host', subject: 'DNS:grafana.example', days: 2, trusts: true },
  ])('are refused at the first try when it is one $name, and no token is sent', async (given) => {
    const { url, calls } = await serve(answer, authority.issue('bad', given.subject, given.days));
    const tries: number[] = [];
    const asked = ask(url, {
      ...(given.trusts ? { ca: authority.pem } : {}),
      pause: (ms) => Promise.resolve(void tries.push(ms)),
    });
    await expect(asked).rejects.toMatchObject({ code: 'TRI_PROVISION_FAILED' });
    await expect(asked).rejects.toThrow(/its certificate is not trusted: .*--ca/);
    expect(calls).toEqual([]);
    expect(tries).toEqual([]);
  });

  it('are refused when a server signed its own', async () => {
    const own = makeAuthority(mkdtempSync(join(folder, 'own-')));
    const { url, calls } = await serve(answer, own.issue('self'));
    await expect(ask(url, { ca: authority.pem })).rejects.toThrow('its certificate is not trusted');
    expect(calls).toEqual([]);
  });

  it('are named by --ca on the command line, which refuses without', async () => {
    const { url, calls } = await serve(
      (_, response) => void response.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
      authority.issue('cli'),
    );
    writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify({ service: { name: 'shop' } }));
    await runInProcess(['generate'], { cwd: folder });
    const run = (...more: string[]) =>
      runInProcess(['provision', '--grafana', url, ...more], {
        cwd: folder,
        env: { GRAFANA_TOKEN: token.reveal() },
      });
    const refused = await run();
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('its certificate is not trusted');
    expect(calls).toEqual([]);
    expect((await run('--ca', 'ca.pem')).exitCode).toBe(0);
    expect(calls.length).toBeGreaterThan(0);
  });
});

describe('an answer that does not come (V6)', () => {
  it.each([
    ['no answer at all', () => {}],
    ['an answer that never ends', (_, response) => void response.writeHead(200).write('{')],
  ] satisfies [string, RequestListener][])('ends after the time it is given: %s', async (_, listener) => {
    const { url, calls } = await serve(listener);
    await expect(ask(url, { timeoutMs: 100 })).rejects.toThrow('it took longer than 0.1 s, 5 times');
    expect(calls).toHaveLength(5);
  });
});

describe('redirects (V6)', () => {
  it.each([301, 302, 303, 307, 308])('are not followed, the token stays: %i', async (status) => {
    const other = await serve(answer);
    const { url, calls } = await serve(
      (_, response) => void response.writeHead(status, { location: `${other.url}/api/x` }).end(),
    );
    await expect(ask(url)).rejects.toThrow('it redirects; write the address it redirects to');
    const client = createApiClient({ url, token, pause: () => Promise.resolve() });
    await expect(client.request('POST', '/api/x', { body: '{}' })).rejects.toThrow('it redirects');
    expect(other.calls).toEqual([]);
    expect(calls).toHaveLength(2);
  });
});

describe('a proxy in the environment (V6)', () => {
  it('gets neither a request nor the token', async () => {
    let connections = 0;
    const proxy = createTcpServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = `http://127.0.0.1:${port}`;
    try {
      const { url } = await serve(answer);
      expect((await ask(url)).status).toBe(200);
      expect(connections).toBe(0);
      // The proxy would have noticed.
      await new Promise((resolve) => connectTcp(port, '127.0.0.1').once('close', resolve));
      expect(connections).toBe(1);
    } finally {
      names.forEach((name, i) => {
        if (before[i] === undefined) delete process.env[name];
        else process.env[name] = before[i];
      });
      await new Promise((resolve) => proxy.close(resolve));
    }
  });
});
