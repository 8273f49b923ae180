import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Counter } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { serverHandleSeconds } from '../../src/catalog/server-metrics.js';
import { resolveConventions } from '../../src/conventions.js';
import type { Metrics, Page } from '../../src/metrics/index.js';
import { describeWith } from '../support/programs.js';
import { checkTextPage } from '../support/promtool.js';
import { createTestMetrics, parseExposition, textOf } from './support.js';
import { watchLoop } from '../support/loop-watch.mjs';

const openMetrics = 'application/openmetrics-text';
const prometheus242 = `${openMetrics};version=1.0.0,${openMetrics};version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1`;

function createFilled(options: Parameters<typeof createTestMetrics>[0] = {}): Metrics {
  const { metrics } = createTestMetrics(options);
  const help = 'With "quotes", a \\ and\na line feed.';
  const labels = { channel: ['web', 'app'] } as const;
  metrics.counter(defineCounter({ name: 'custom_orders_total', help, labels })).inc({ channel: 'web' }, 3);
  metrics.gauge(defineGauge({ name: 'custom_queue_bytes', help })).set(1e21);
  const buckets = [1e-5, 0.1, 1, 1e21];
  const sizes = metrics.histogram(defineHistogram({ name: 'custom_wait_seconds', help, labels, buckets }));
  sizes.with({ channel: 'app' }).observe(0.5, '4bf92f3577b34da6a3ce929d0e0e4736');
  new Counter({ name: 'nodejs_odd', help, registers: [metrics.registry] }).inc(2);
  return metrics;
}

function unpack({ headers, body }: Page): string {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : String(body);
}

describe('the format of a page', () => {
  it.each([
    { accept: undefined, format: 'text' },
    { accept: '', format: 'text' },
    { accept: '*/*', format: 'text' },
    { accept: 'garbage;;;q', format: 'text' },
    { accept: openMetrics, format: 'openmetrics' },
    { accept: `${openMetrics};q=0`, format: 'text' },
    { accept: `${openMetrics};version=2.0.0`, format: 'text' },
    { accept: `${openMetrics};q=0.4,text/plain;q=0.5`, format: 'text' },
    { accept: `${openMetrics};q=0.5,text/*;q=0.5`, format: 'openmetrics' },
    { accept: `${openMetrics};q=nonsense`, format: 'text' },
    { accept: `${openMetrics}; version="1.0.0" ; q=1.000`, format: 'openmetrics' },
    { accept: `${openMetrics},${'x'.repeat(5000)}`, format: 'text' },
    { accept: prometheus242, format: 'openmetrics' },
  ])('is $format for `$accept`', async ({ accept, format }) => {
    const { headers, body } = await createFilled().page(accept === undefined ? {} : { accept });
    const type = format === 'text' ? 'text/plain; version=0.0.4' : `${openMetrics}; version=1.0.0`;
    expect(headers['content-type']).toBe(`${type}; charset=utf-8`);
    expect(String(body).endsWith('# EOF\n')).toBe(format === 'openmetrics');
  });

  it('changes no name and no value in 1,000 scrapes of random formats (M7)', async () => {
    const metrics = createFilled();
    const accepts = [openMetrics, 'text/plain', '*/*', prometheus242, `${openMetrics};q=0`, 'x/y,,;', ''];
    const encodings = ['gzip', 'identity', 'gzip;q=0', '*', 'br, gzip;q=0.5', ''];
    const figures = (text: string) =>
      parseExposition(text).samples.map(({ name, labels, value }) =>
        JSON.stringify([name, { ...labels }, value]),
      );
    const expected = figures(await textOf(metrics));
    const counts: Record<string, number> = {};
    const scrape = fc.tuple(fc.constantFrom(...accepts), fc.constantFrom(...encodings));
    const property = fc.asyncProperty(scrape, async ([accept, acceptEncoding]) => {
      const page = await metrics.page({ accept, acceptEncoding });
      const kind = `${page.headers['content-type']?.slice(0, 10)} ${page.headers['content-encoding'] ?? 'plain'}`;
      counts[kind] = (counts[kind] ?? 0) + 1;
      expect(figures(unpack(page))).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 1000 });
    console.log('M7: 1000 scrapes, names and values never changed', counts);
  }, 60_000);

  it('names a counter without `_total` in the comments of OpenMetrics only', async () => {
    const metrics = createFilled();
    const [text, open] = [await textOf(metrics), await textOf(metrics, openMetrics)];
    expect(text).toContain('# TYPE custom_orders_total counter\ncustom_orders_total{channel="web"} 3\n');
    expect(open).toContain('# TYPE custom_orders counter\n');
    expect(open).toContain('custom_orders_total{channel="web"} 3\n');
    expect(open).toContain('# TYPE nodejs_odd unknown\n');
    expect(open).toContain('# UNIT custom_wait_seconds seconds\n');
  });

  it('spells a bucket alike in both formats, as the text pages of the Go services do', async () => {
    const metrics = createFilled();
    for (const accept of ['text/plain', openMetrics]) {
      const bounds = parseExposition(await textOf(metrics, accept)).samples.flatMap(
        ({ labels }) => labels['le'] ?? [],
      );
      expect(bounds).toEqual(['1e-05', '0.1', '1', '1e+21', '+Inf']);
    }
  });
});

describe('exemplars', () => {
  it('appear in OpenMetrics only', async () => {
    const metrics = createFilled();
    expect(await textOf(metrics)).not.toContain(' # ');
    const open = await textOf(metrics, openMetrics);
    expect(open).toMatch(/le="1"} 1 # \{tid="4bf92f3577b34da6a3ce929d0e0e4736"\} 0\.5 \d+(\.\d+)?\n/);
    expect(open.match(/ # \{/g)?.length).toBe(1);
  });

  it("come from the current trace for the service's own metrics", async () => {
    let id: string | undefined = 'first';
    const metrics = createFilled({ traceId: () => id });
    const counter = metrics.counter(defineCounter({ name: 'custom_traced_total', help: 'Traced.' }));
    counter.inc(2);
    expect(await textOf(metrics, openMetrics)).toMatch(/custom_traced_total 2 # \{tid="first"\} 2 /);
    id = 'second';
    counter.inc(5);
    expect(await textOf(metrics, openMetrics)).toMatch(/custom_traced_total 7 # \{tid="second"\} 5 /);
  });

  it.each([{ id: 'x"} 1\nup 0' }, { id: 'x'.repeat(200) }, { id: 7 }])(
    'refuse the trace id $id',
    async ({ id }) => {
      const { metrics } = createTestMetrics();
      metrics
        .histogramFamily(serverHandleSeconds)
        .series(['http', 'GET./', '', ''])
        .observe(1, id as never);
      expect(await textOf(metrics, openMetrics)).not.toContain(' # {');
    },
  );

  it('are left out when reading the trace throws', async () => {
    const metrics = createFilled({ traceId: () => JSON.parse('{') as string });
    metrics.counter(defineCounter({ name: 'custom_traced_total', help: 'Traced.' })).inc();
    expect(await textOf(metrics, openMetrics)).toContain('custom_traced_total 1\n');
  });
});

describe('a flood of scrapes', () => {
  it('is answered from one rendering, and sent away beyond four that wait', async () => {
    let collected = 0;
    const { metrics } = createTestMetrics({ pageCacheMs: 60_000 });
    const own = defineGauge({ name: 'custom_read_bytes', help: 'Read.' });
    metrics.observe(own, () => [[[], ++collected]]);
    const pages = await Promise.all(Array.from({ length: 10 }, () => metrics.page()));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 503, 503, 503, 503, 503, 503]);
    expect(pages[9]?.headers['retry-after']).toBe('1');
    const later = await Promise.all(Array.from({ length: 10 }, () => metrics.page()));
    expect(later.map(({ body }) => body)).toEqual(Array.from({ length: 10 }, () => pages[0]?.body));
    expect(collected).toBe(1);
  });

  it('compresses what is large when gzip is taken', async () => {
    const metrics = createFilled();
    const { headers, body } = await metrics.page({ acceptEncoding: 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(await textOf(metrics));
  });
});

describe('rendering', () => {
  it('holds the event loop for no more than 25 ms on a page at the cap of 50,000 samples', async () => {
    const { metrics } = createTestMetrics();
    const labels = { tenant: { budget: 100_000 }, path: { budget: 100_000 } };
    const full = Array.from({ length: 3 }, (_, i) =>
      metrics.histogram(
        defineHistogram({ name: `custom_full_${i}_seconds` as string, help: 'Full.', labels }),
      ),
    );
    for (const histogram of full) {
      for (let i = 0; i < 1100; i++)
        histogram.observe({ tenant: `tenant-${i}`, path: `/some/path/${i}` }, i / 100);
    }
    const loop = watchLoop();
    for (let round = 0; round < 7; round++) {
      for (const acceptEncoding of ['identity', 'gzip']) await metrics.page({ acceptEncoding });
    }
    const { longestMs, longestWallMs, turns } = loop.stop();
    const length = (await textOf(metrics)).length;
    console.log(
      `loop: 14 pages of ${(length / 2 ** 20).toFixed(1)} MiB in ${turns} turns, held for ${longestMs.toFixed(1)} ms ` +
        `of CPU time at most (${longestWallMs.toFixed(1)} ms passed)`,
    );
    expect(turns).toBeGreaterThan(14);
    expect(longestMs).toBeLessThanOrEqual(25);
  }, 30_000);
});

describeWith(['promtool'], 'promtool', () => {
  it('finds nothing to lint in ours and the runtime metrics', async () => {
    const metrics = createFilled({ runtimeCollectors: true, conventions: resolveConventions() });
    metrics.registry.removeSingleMetric('nodejs_odd');
    metrics.histogramFamily(serverHandleSeconds).series(['http', 'GET./', 'web', 'shop']).observe(0.1);
    const verdict = await checkTextPage(await textOf(metrics));
    metrics.close();
    console.log(`promtool check metrics: exit ${verdict.code}`);
    expect(verdict).toEqual({ code: 0, text: '' });
  });
});
