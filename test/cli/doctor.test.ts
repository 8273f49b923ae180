import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/cli/doctor/diagnosis.js';
import { judgeNode } from '../../src/cli/doctor/examine-node.js';
import { createGovernor } from '../../src/governor/index.js';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import { instrumentNodeHttp } from '../../src/instrument/node-http.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { findFreePort } from '../support/free-port.js';
import { startCollector } from '../traces/otlp-collector.js';
import { runInProcess } from './run-in-process.js';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act();
});

async function listen(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Starts a service with its governor; `calls` is a service it calls for each request. */
async function startService(name: string, calls?: string): Promise<{ url: string; governor: string }> {
  const telemetry = createTestTelemetry({ service: { name } });
  const { server, url } = await listen((_request, response) => {
    void (calls === undefined ? Promise.resolve() : fetch(calls)).then(() => response.end('done'));
  });
  cleanUp.push(instrumentNodeHttp(telemetry, server, { route: () => '/' }));
  if (calls !== undefined) cleanUp.push(instrumentFetch(telemetry));
  const governor = await createGovernor(telemetry, { port: 0 });
  cleanUp.push(() => telemetry.shutdown());
  return { url, governor: governor.url };
}

function makeFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-doctor-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  return folder;
}

async function examine(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<{ exitCode: number; of: (check: string) => Diagnosis | undefined; checks: Diagnosis[] }> {
  const { exitCode, stdout } = await runInProcess(['doctor', '--json', ...args], options);
  const { checks } = JSON.parse(stdout) as { checks: Diagnosis[] };
  return { exitCode, checks, of: (check) => checks.find((one) => one.check.startsWith(check)) };
}

const healthy = {
  'package.json': { name: 'orders', type: 'module', scripts: { start: 'node app.js' } },
  'node_modules/prom-client/package.json': { name: 'prom-client', version: '15.1.3' },
  'node_modules/@opentelemetry/api/package.json': { name: '@opentelemetry/api', version: '1.9.1' },
};

describe('tricord doctor', () => {
  it('passes a service that is well, and follows a request into the one it calls', async () => {
    const collector = await startCollector();
    cleanUp.push(() => collector.close());
    const stock = await startService('stock');
    const orders = await startService('orders', stock.url);
    const cwd = makeFolder({ ...healthy, 'tricord.config.json': { service: { name: 'orders' } } });
    await runInProcess(['generate'], { cwd });
    const args = ['--request', orders.url, '--governor', orders.governor, stock.governor];
    const { exitCode, checks } = await examine(args, {
      cwd,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    });
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([
      // The service exports to memory, so it has no collector; the running service's word counts.
      expect.objectContaining({ check: 'collector', status: 'warning' }),
    ]);
    expect(checks.map(({ check }) => check).filter((check) => check.startsWith('propagation'))).toHaveLength(
      3,
    );
    expect(exitCode).toBe(0);
  });

  it('says of a service that does not run what it can', async () => {
    const governor = `http://127.0.0.1:${await findFreePort()}`;
    const { exitCode, of } = await examine(['--governor', governor], { cwd: makeFolder(healthy) });
    expect(of('governor')).toMatchObject({ status: 'warning', found: 'nothing listens there' });
    expect(of('generated files')).toMatchObject({ status: 'warning' });
    expect(exitCode).toBe(0);
  });

  it.each([
    {
      name: 'another program on the port of the governor',
      handler: ((_, response) => response.end('hello')) as RequestListener,
      check: 'governor',
    },
    {
      name: 'a page of metrics that is broken',
      handler: ((request, response) => {
        if (request.url === '/metrics') response.end('up{ 1\n');
        else response.end(JSON.stringify({ name: 'x', frameworkVersion: '0.1.0' }));
      }) as RequestListener,
      check: 'metrics',
    },
  ])('fails on $name', async ({ handler, check }) => {
    const { url } = await listen(handler);
    const { exitCode, of } = await examine(['--governor', url], { cwd: makeFolder(healthy) });
    expect(of(check)).toMatchObject({ status: 'fail' });
    expect(of(check)?.mend).toMatch(/\.$/);
    expect(exitCode).toBe(1);
  });

  it('fails on a server that is not instrumented, and warns of one that does not go on', async () => {
    const plain = await listen((_, response) => response.end());
    const edge = await listen((_, response) => response.setHeader('x-trace-id', 'f'.repeat(32)).end());
    const governor = ['--governor', `http://127.0.0.1:${await findFreePort()}`];
    const one = await examine(['--request', plain.url, ...governor], { cwd: makeFolder(healthy) });
    const other = await examine(['--request', edge.url, ...governor], { cwd: makeFolder(healthy) });
    expect(one.of('propagation')).toMatchObject({ status: 'fail' });
    expect(other.of('propagation')).toMatchObject({ status: 'warning' });
  });

  it.each([
    { name: 'takes nothing', mode: '400', status: 'fail' },
    { name: 'takes spans', mode: 'ok', status: 'pass' },
  ] as const)('says $status of a collector that $name', async ({ mode, status }) => {
    const collector = await startCollector(mode);
    cleanUp.push(() => collector.close());
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      TRICORD_GOVERNOR_PORT: String(await findFreePort()),
    };
    const { of } = await examine([], { cwd: makeFolder(healthy), env });
    expect(of('collector')).toMatchObject({ status });
  });

  it('fails on a collector that is not there', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await findFreePort()}` };
    const { of } = await examine([], { cwd: makeFolder(healthy), env });
    expect(of('collector')).toMatchObject({ status: 'fail' });
    expect(of('collector')?.found).toContain('ECONNREFUSED');
  });

  it('fails on second copies, on a late start and on stale files', async () => {
    const cwd = makeFolder({
      ...healthy,
      'package.json': {
        scripts: { start: 'node -r tricord/register app.js' },
        dependencies: { '@opentelemetry/auto-instrumentations-node': '1' },
      },
      'node_modules/fast/node_modules/prom-client/package.json': { name: 'prom-client', version: '14.2.0' },
      'tricord.config.json': { service: { name: 'orders' } },
    });
    const { exitCode, of } = await examine([], { cwd });
    expect(of('one prom-client')).toMatchObject({ status: 'fail' });
    expect(of('one prom-client')?.found).toContain('14.2.0 in node_modules/fast/node_modules/prom-client');
    expect(of('one @opentelemetry/api')).toMatchObject({ status: 'pass' });
    expect(of('modules')?.found).toContain('CommonJS');
    expect(of('import order')).toMatchObject({ status: 'fail' });
    expect(of('instrumentation')).toMatchObject({ status: 'warning' });
    expect(of('generated files')).toMatchObject({ status: 'fail', mend: 'Run `tricord generate`.' });
    expect(exitCode).toBe(1);
  });

  it('prints a line for each, and how to mend what does not pass', async () => {
    const args = ['doctor', '--governor', `http://127.0.0.1:${await findFreePort()}`];
    const { stdout } = await runInProcess(args, { cwd: makeFolder(healthy) });
    expect(stdout).toMatch(/^pass {5}node +Node \d+/m);
    expect(stdout).toMatch(/^warning {2}collector +none is set, so no spans leave\n +Set OTEL_EXPORTER/m);
    expect(stdout).toMatch(/^\d+ passed, \d+ warnings, 0 failed$/m);
  });

  it('refuses what is no URL', async () => {
    const { exitCode, stderr } = await runInProcess(['doctor', '--request', 'orders']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('TRI_CLI_INVALID_URL')]);
  });
});

describe('judgeNode', () => {
  it.each([
    ['18.20.0', 'fail'],
    ['20.18.9', 'fail'],
    ['20.19.0', 'pass'],
    ['22.12.0', 'pass'],
    ['23.1.0', 'warning'],
  ])('says of Node %s: %s', (version, status) => {
    expect(judgeNode(version).status).toBe(status);
  });
});
