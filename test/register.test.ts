import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findFreePort } from './support/free-port.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const register = join(root, 'dist/src/register.js');

interface AppOptions {
  readonly links?: Record<string, string>;
  readonly file?: string;
  /** Whether the register module comes before everything, as by `--import`. */
  readonly isEarly?: boolean;
}

/** Runs a program under `--import` of the register module and returns its lines; `links` are packages beside it. */
async function runApp(
  source: string,
  env: Record<string, string>,
  { links = {}, file = 'app.mjs', isEarly = true }: AppOptions = {},
) {
  const folder = mkdtempSync(join(root, 'node_modules/.tricord-register-'));
  mkdirSync(join(folder, 'node_modules'));
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, 'node_modules', name));
  const path = join(folder, file);
  writeFileSync(path, source);
  const { stdout } = await run(process.execPath, [...(isEarly ? ['--import', register] : []), path], {
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout.trim().split('\n').filter(Boolean);
}

const app = (governor: number) => `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end('hi'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const reply = await fetch('http://127.0.0.1:' + server.address().port + '/x');
console.log('id ' + reply.headers.get('x-trace-id') + (await reply.text()));
const page = await (await fetch('http://127.0.0.1:${governor}/metrics')).text();
console.log(page.split('\\n').filter((line) => /^ego_(server|client)_handle_total/.test(line)).join('\\n'));
server.close();
`;

/** An application with a server of each framework, which asks each of them once by axios. */
function everyServer(file: string, isEarly: boolean, governor: number): string {
  const load = (name: string) => (file.endsWith('.cjs') ? `require('${name}')` : `await import('${name}')`);
  return `
    const all = async () => {
      const { createServer } = ${load('node:http')};
      const [express, Fastify, Koa, axios] = [${['express', 'fastify', 'koa', 'axios'].map(load).join(', ')}].map(
        (module) => module.default ?? module,
      );
      const { Router } = ${load('@koa/router')};
      const { Hono } = ${load('hono')};
      const { serve } = ${load('@hono/node-server')};
      ${isEarly ? '' : "await import('tricord/register');"}
      const { telemetry } = await import('tricord/register');
      const { instrumentKoa } = ${load('tricord/koa')};
      const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
      const fastify = Fastify();
      fastify.get('/users/:id', async () => 'ok');
      await fastify.listen({ port: 0, host: '127.0.0.1' });
      const koa = new Koa();
      instrumentKoa(telemetry, koa);
      koa.use(new Router().get('/users/:id', (context) => void (context.body = 'ok')).routes());
      const hono = new Hono().get('/users/:id', (context) => context.text('ok'));
      const servers = [
        await listen(createServer(express().get('/users/:id', (request, response) => response.send('ok')))),
        fastify.server,
        await listen(createServer(koa.callback())),
        await new Promise((resolve) => {
          const server = serve({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(server));
        }),
      ];
      for (const server of servers) await axios.get('http://127.0.0.1:' + server.address().port + '/users/7');
      const page = await (await fetch('http://127.0.0.1:${governor}/metrics')).text();
      console.log(page.split('\\n').filter((line) => /^ego_(server|client)_handle_total/.test(line)).join('\\n'));
      process.exit();
    };
    all();`;
}

describe('tricord/register', () => {
  it('instruments an application that knows nothing of it', async () => {
    const port = await findFreePort();
    const lines = await runApp(app(port), {
      TRICORD_SERVICE_NAME: 'plain',
      TRICORD_GOVERNOR_PORT: String(port),
    });
    const traceId = /^id ([0-9a-f]{32})hi$/.exec(lines.find((line) => line.startsWith('id ')) ?? '')?.[1];
    expect(traceId).toBeDefined();
    expect(lines.find((line) => line.includes('"server.http"'))).toContain(`"traceId":"${traceId}"`);
    expect(lines).toContainEqual(expect.stringMatching(/^ego_server_handle_total\{.*method="GET\.".*\} 1$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ego_client_handle_total\{.*name="fetch".*\} \d$/));
  });

  it('finds the routes of Express and the requests of node:http', async () => {
    const port = await findFreePort();
    const source = `
      import { createServer, get } from 'node:http';
      import express from 'express';
      const app = express();
      app.use('/orgs/:org', express.Router().get('/users/:user', (request, response) => response.send('ok')));
      const server = createServer(app);
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const send = (path) => new Promise((resolve) =>
        get({ port: server.address().port, path }, (reply) => reply.resume().on('close', resolve)));
      for (const path of ['/orgs/a/users/1', '/orgs/b/users/2', '/nowhere/3']) await send(path);
      const page = await (await fetch('http://127.0.0.1:${port}/metrics')).text();
      console.log(page.split('\\n').filter((line) => /^ego_(server|client)_handle_total/.test(line)).join('\\n'));
      server.close();`;
    const lines = await runApp(source, {
      TRICORD_SERVICE_NAME: 'plain',
      TRICORD_GOVERNOR_PORT: String(port),
    });
    const count = (name: string, method: string) =>
      lines.find((line) => line.startsWith(name) && line.includes(`method="${method}"`))?.at(-1);
    expect(count('ego_server_handle_total', 'GET./orgs/:org/users/:user')).toBe('2');
    expect(count('ego_server_handle_total', 'GET.')).toBe('1');
    expect(count('ego_client_handle_total', 'GET./orgs/a/users/:id')).toBe('1');
  });

  const hosts = ['app.mjs', 'app.cjs'].flatMap((file) => [
    { file, order: 'before its libraries', isEarly: true },
    { file, order: 'after its libraries', isEarly: false },
  ]);
  it.each(hosts)('finds what $file has when it comes $order', async ({ file, isEarly }) => {
    const port = await findFreePort();
    const env = { TRICORD_SERVICE_NAME: 'host', TRICORD_GOVERNOR_PORT: String(port) };
    const lines = await runApp(everyServer(file, isEarly, port), env, {
      links: { tricord: root },
      file,
      isEarly,
    });
    const counts = (name: string) =>
      lines
        .filter((line) => line.startsWith(name))
        .map((line) => /method="([^"]*)".*(?: )(\d+)$/.exec(line)?.slice(1).join(' '))
        .sort();
    // Express, Fastify, and Koa with its line; what Hono routes has no name without one.
    expect(counts('ego_server_handle_total')).toEqual(['GET. 1', 'GET./users/:id 3']);
    expect(counts('ego_client_handle_total{type="http",name="http"')).toHaveLength(4);
  });

  it('leaves packages behind links to find their own, as pnpm installs them', async () => {
    const store = mkdtempSync(join(root, 'node_modules/.tricord-store-'));
    const write = (path: string, source: string): void => {
      mkdirSync(join(store, path), { recursive: true });
      writeFileSync(join(store, path, 'package.json'), '{"type":"module","exports":"./index.js"}');
      writeFileSync(join(store, path, 'index.js'), source);
    };
    write('node_modules/needed', 'export default "found";');
    write('node_modules/linked', 'export { default } from "needed";');
    const env = { TRICORD_SERVICE_NAME: 'linked', TRICORD_GOVERNOR_PORT: '0' };
    const source = 'import found from "linked"; console.log(found);';
    const lines = await runApp(source, env, { links: { linked: join(store, 'node_modules/linked') } });
    expect(lines).toContain('found');
  });

  it('ends by itself when the application has nothing left to do, without a collector too', async () => {
    const lines = await runApp('console.log("done")', {
      TRICORD_SERVICE_NAME: 'short',
      TRICORD_GOVERNOR_PORT: '0',
      TRICORD_TRACES_ENDPOINT: 'http://127.0.0.1:1',
    });
    expect(lines).toContain('done');
  });

  it('says in one error what it cannot start with', async () => {
    const failure = await runApp('', {}).then(
      () => '',
      (error: { stderr: string }) => error.stderr,
    );
    expect(failure).toContain('TRI_SETTINGS_MISSING_NAME');
  });

  it('leaves worker threads and forked children alone', async () => {
    const port = await findFreePort();
    const source = `
      import { fork } from 'node:child_process';
      import { Worker } from 'node:worker_threads';
      if (process.argv[2] !== 'child') {
        const worker = new Worker('process.exit(3)', { eval: true });
        console.log('worker ' + (await new Promise((resolve) => worker.once('exit', resolve))));
        const child = fork(new URL(import.meta.url), ['child']);
        console.log('child ' + (await new Promise((resolve) => child.once('exit', resolve))));
      }`;
    const lines = await runApp(source, { TRICORD_SERVICE_NAME: 'many', TRICORD_GOVERNOR_PORT: String(port) });
    expect(lines).toEqual(expect.arrayContaining(['worker 3', 'child 0']));
  });
});
