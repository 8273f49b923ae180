import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { serverHandleSeconds } from '../../src/catalog/server-metrics.js';
import type { CounterHandle, Metrics } from '../../src/metrics/index.js';
import { createTestMetrics, samplesOf } from './support.js';

const tokens = [
  '"',
  '\\',
  '\n',
  '\\n',
  ',',
  '=',
  '{',
  '}',
  '} 1\nup{x="',
  '# EOF',
  '\r',
  '\0',
  '\ud800',
  '\ufeff',
  'é',
];
const hostile = fc
  .array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));

function hasPrometheus(): boolean {
  const isThere = spawnSync('prometheus', ['--version']).status === 0;
  if (!isThere && process.env['TRICORD_REQUIRE_BACKENDS'] === '1')
    throw new Error('prometheus is not on the path');
  return isThere;
}

function fill(metrics: Metrics): void {
  const labels = { a: { budget: 2000 }, b: { budget: 2000 } };
  const counter = metrics.counter(
    defineCounter({ name: 'custom_hostile_total', help: 'a "b" \\ \n c', labels }),
  );
  const sets = fc.sample(fc.tuple(hostile, hostile), { numRuns: 2000, seed: 7 });
  for (const [i, [a, b]] of sets.entries()) (counter as CounterHandle).inc({ a, b }, i);
  metrics
    .histogramFamily(serverHandleSeconds)
    .series(['http', 'GET./', 'web', 'shop'])
    .observe(0.1, 'abc123');
}

/** Serves the page in the format that Prometheus asks for, and on `/text` in text. */
async function serve(metrics: Metrics): Promise<Server> {
  const server = createServer((request, response) => {
    const { accept, 'accept-encoding': acceptEncoding } = request.headers;
    const asked = request.url === '/text' ? { acceptEncoding: String(acceptEncoding) } : { accept };
    void metrics
      .page(asked)
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function query(
  port: number,
  expression: string,
): Promise<{ metric: Record<string, string>; value: number }[]> {
  const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
  const answer = (await (await fetch(url)).json()) as {
    data: { result: { metric: Record<string, string>; value: [number, string] }[] };
  };
  return answer.data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function withPrometheus(target: string, use: (port: number) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-prometheus-'));
  const job = (name: string, path: string) =>
    `  - {job_name: ${name}, metrics_path: ${path}, static_configs: [{targets: ['${target}']}]}\n`;
  const config = `global: {scrape_interval: 1s}\nscrape_configs:\n${job('open', '/metrics')}${job('text', '/text')}`;
  writeFileSync(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const flags = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`];
  const server = spawn('prometheus', [...flags, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  try {
    await use(port);
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a real Prometheus', () => {
  it.runIf(hasPrometheus())(
    'scrapes 2,000 hostile series in both formats and gives them back as they were (needs prometheus)',
    async () => {
      const { metrics } = createTestMetrics();
      fill(metrics);
      const server = await serve(metrics);
      const { port: target } = server.address() as AddressInfo;
      await withPrometheus(`127.0.0.1:${target}`, async (port) => {
        const scraped = () => query(port, 'count by (job) (custom_hostile_total)').catch(() => []);
        await expect.poll(async () => (await scraped()).length, { timeout: 20_000, interval: 250 }).toBe(2);
        const own = (await samplesOf(metrics)).filter(({ name }) => name === 'custom_hostile_total');
        const expected = new Map(
          own.map(({ labels, value }) => [JSON.stringify([labels['a'], labels['b']]), value]),
        );
        for (const job of ['open', 'text']) {
          const stored = await query(port, `custom_hostile_total{job="${job}"}`);
          const read = stored.map(
            ({ metric, value }) => [JSON.stringify([metric['a'], metric['b']]), value] as const,
          );
          expect(new Map(read)).toEqual(expected);
          expect((await query(port, `up{job="${job}"}`)).map(({ value }) => value)).toEqual([1]);
          console.log(
            `M1: Prometheus stored ${stored.length} of ${own.length} hostile series from the ${job} page`,
          );
        }
        const forged = await query(port, 'count({x!=""})');
        expect(forged).toEqual([]);
      });
      server.close();
      server.closeAllConnections();
    },
    40_000,
  );
});
