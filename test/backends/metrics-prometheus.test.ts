import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { serverHandleSeconds } from '../../src/catalog/server-metrics.js';
import type { CounterHandle, Metrics } from '../../src/metrics/index.js';
import { createTestMetrics, samplesOf } from '../metrics/support.js';
import { hostileText } from '../support/hostile-text.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

const seriesTried = 2000;

function fill(metrics: Metrics): void {
  const labels = { a: { budget: 2000 }, b: { budget: 2000 } };
  const counter = metrics.counter(
    defineCounter({ name: 'custom_hostile_total', help: 'a "b" \\ \n c', labels }),
  );
  const sets = fc.sample(fc.tuple(hostileText(8), hostileText(8)), { numRuns: seriesTried, seed: 7 });
  for (const [i, [a, b]] of sets.entries()) (counter as CounterHandle).inc({ a, b }, i);
  metrics
    .histogramFamily(serverHandleSeconds)
    .series(['http', 'GET./', 'web', 'shop'])
    .observe(0.1, 'abc123');
}

/** Serves the page in the format that Prometheus asks for, and on `/text` in text. */
async function serve(metrics: Metrics, served: Set<string>): Promise<Server> {
  const server = createServer((request, response) => {
    const { accept, 'accept-encoding': acceptEncoding } = request.headers;
    const asked = { acceptEncoding: String(acceptEncoding), ...(request.url === '/text' ? {} : { accept }) };
    void metrics.page(asked).then(({ status, headers, body }) => {
      served.add(`${headers['content-type']?.split(';')[0]} ${headers['content-encoding']}`);
      response.writeHead(status, headers).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const formats = ['openmetrics', 'text'] as const;

/** What Prometheus has of one label set that is no string of our making any more. */
async function readStored(prometheus: Prometheus, format: string): Promise<Map<string, number>> {
  const stored = await prometheus.query(`custom_hostile_total{format="${format}"}`);
  return new Map(
    stored.map(({ metric, value }) => [
      JSON.stringify([metric['a'] ?? '', metric['b'] ?? '']),
      Number(value?.[1]),
    ]),
  );
}

describeWith(['prometheus'], 'a real Prometheus (M1)', () => {
  it('scrapes 2,000 hostile series in both formats and gives them back as they were', async () => {
    const { metrics } = createTestMetrics();
    fill(metrics);
    const served = new Set<string>();
    const server = await serve(metrics, served);
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const prometheus = await startPrometheus([
      { address, labels: { format: 'openmetrics' } },
      { address, labels: { format: 'text', __metrics_path__: '/text' } },
    ]);
    try {
      const scrapes = async () =>
        (await prometheus.query('count_over_time(up[1m])')).map(({ value }) => Number(value?.[1]));
      await expect
        .poll(async () => Math.min(...(await scrapes())), { timeout: 60_000, interval: 500 })
        .toSatisfy((least: number) => Number.isFinite(least) && least >= 5);
      const own = (await samplesOf(metrics)).filter(({ name }) => name === 'custom_hostile_total');
      const expected = new Map(
        own.map(({ labels, value }) => [JSON.stringify([labels['a'], labels['b']]), value]),
      );
      for (const format of formats) {
        const stored = await readStored(prometheus, format);
        expect(stored).toEqual(expected);
        console.log(`M1: Prometheus stored ${stored.size} of ${own.length} hostile series from ${format}`);
      }
      const up = await prometheus.query('min_over_time(up[1m])');
      console.log(
        `M1: up in all of ${(await scrapes()).join(' and ')} scrapes, served: ${[...served].join(', ')}`,
      );
      expect(up.map(({ value }) => value?.[1])).toEqual(['1', '1']);
      expect([...served].sort()).toEqual(['application/openmetrics-text gzip', 'text/plain gzip']);
      expect(await prometheus.query('count({x!=""})')).toEqual([]);
    } finally {
      await prometheus.close();
      server.close();
      server.closeAllConnections();
    }
  });
});
