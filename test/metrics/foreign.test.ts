import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { resolveConventions } from '../../src/conventions.js';
import { createTestMetrics, samplesOf, textOf, valueOf } from './support.js';

const help = 'Made with plain prom-client.';

describe('foreign metrics (M6)', () => {
  it('appear on the page although 20 of 50 throw, reject or hang', async () => {
    const { metrics, problems } = createTestMetrics();
    const registers = [metrics.registry];
    const bad = [
      () => {
        throw new Error('thrown');
      },
      () => Promise.reject(new Error('rejected')),
      () => new Promise<void>(() => undefined),
      () => Promise.reject(Object.create(null) as Error),
    ];
    for (let i = 0; i < 50; i++) {
      const collect = i < 20 ? bad[i % 4] : undefined;
      new Gauge({ name: `custom_f${i}_bytes`, help, registers, ...(collect ? { collect } : {}) }).set(i);
    }
    const startedAt = performance.now();
    const first = await samplesOf(metrics);
    const firstMs = performance.now() - startedAt;
    const second = await samplesOf(metrics);
    const secondMs = performance.now() - startedAt - firstMs;
    const present = first.filter(({ name }) => /^custom_f\d+_bytes$/.test(name));
    expect(present.length).toBe(30);
    expect(firstMs).toBeLessThan(2000);
    expect(secondMs).toBeLessThan(500);
    expect(valueOf(second, 'ego_telemetry_metric_rejects_total', { reason: 'collect' })).toBe(40);
    const errors = second.filter(({ name }) => name === 'ego_telemetry_collect_errors_total');
    const counts = new Map(errors.map(({ labels, value }) => [labels['metric'], value]));
    const expected = Array.from({ length: 50 }, (_, i) => [`custom_f${i}_bytes`, i < 20 ? 2 : 0] as const);
    expect(counts).toEqual(new Map(expected));
    expect(problems.length).toBe(20);
    console.log(
      `M6: 30 of 30 good metrics there, 20 bad ones left out and counted by name, ${firstMs.toFixed(0)} ms, then ${secondMs.toFixed(0)} ms`,
    );
  });

  it('show no partial series in 1,000 overlapping scrapes of a metric that resets and waits', async () => {
    const { metrics } = createTestMetrics();
    new Gauge({
      name: 'custom_rooms_bytes',
      help,
      labelNames: ['room'],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        for (const room of ['a', 'b', 'c']) {
          await new Promise((resolve) => setImmediate(resolve));
          this.set({ room }, 1);
        }
      },
    });
    let partial = 0;
    for (let i = 0; i < 250; i++) {
      const accepts = [
        'text/plain',
        'application/openmetrics-text',
        'text/plain',
        'application/openmetrics-text',
      ];
      const pages = await Promise.all(accepts.map((accept) => samplesOf(metrics, accept)));
      partial += pages.filter(
        (page) => page.filter(({ name }) => name === 'custom_rooms_bytes').length !== 3,
      ).length;
    }
    console.log(`M6: 1000 overlapping scrapes, ${partial} partial`);
    expect(partial).toBe(0);
  });

  it('cannot inject by a label value that is no string', async () => {
    const { metrics } = createTestMetrics();
    const counter = new Counter({
      name: 'custom_q_total',
      help,
      labelNames: ['q'],
      registers: [metrics.registry],
    });
    counter.inc({ q: ['x"} 1\nup2{x="fake"} 999\ny{z="'] as never });
    counter.inc({ q: 'honest' });
    const samples = await samplesOf(metrics);
    expect(samples.filter(({ name }) => name === 'custom_q_total').length).toBe(2);
    expect(samples.some(({ name }) => name === 'up2')).toBe(false);
  });

  it('lose what would poison the page, and the loss is counted', async () => {
    const { metrics } = createTestMetrics();
    const registers = [metrics.registry];
    const poisoned = new Counter({ name: 'custom_poisoned_total', help, labelNames: ['a'], registers });
    poisoned.inc({ a: 'nan' }, NaN);
    poisoned.inc({ a: undefined as never });
    poisoned.inc({ a: 'undefined' });
    poisoned.inc({ a: '\ud800' });
    poisoned.inc({ a: '\ud801' });
    const summary = new Summary({ name: 'custom_took_seconds', help, registers });
    summary.observe(3);
    const samples = await samplesOf(metrics);
    expect(samples.filter(({ name }) => name === 'custom_poisoned_total').length).toBe(3);
    expect(valueOf(samples, 'custom_took_seconds_count')).toBe(1);
    const counts = await samplesOf(metrics);
    expect(valueOf(counts, 'ego_telemetry_metric_rejects_total', { reason: 'number' })).toBe(1);
    expect(valueOf(counts, 'ego_telemetry_metric_rejects_total', { reason: 'label' })).toBe(1);
  });

  it('keep their names after prom-client has rendered OpenMetrics itself', async () => {
    const registry = new Registry();
    const { metrics } = createTestMetrics({ registry });
    new Counter({ name: 'custom_kept_total', help, registers: [registry] }).inc();
    metrics.counter(defineCounter({ name: 'custom_ours_total', help })).inc();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    const stock = await registry.metrics();
    registry.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
    expect(stock).toContain('\ncustom_ours_total 1');
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_kept_total')).toBe(1);
    expect(valueOf(samples, 'custom_ours_total')).toBe(1);
  });
});

describe('the registry', () => {
  it.each([
    {
      name: 'a wrong prefix',
      make: (r: Registry) => new Counter({ name: 'orders_total', help, registers: [r] }),
    },
    {
      name: 'a wrong suffix',
      make: (r: Registry) => new Counter({ name: 'custom_orders', help, registers: [r] }),
    },
    {
      name: 'a gauge called `_total`',
      make: (r: Registry) => new Gauge({ name: 'custom_orders_total', help, registers: [r] }),
    },
    {
      name: 'a label of the target',
      make: (r: Registry) =>
        new Counter({ name: 'custom_orders_total', help, labelNames: ['pod'], registers: [r] }),
    },
    {
      name: 'buckets that do not ascend',
      make: (r: Registry) =>
        new Histogram({ name: 'custom_orders_seconds', help, buckets: [1, 1, 0.5], registers: [r] }),
    },
    { name: 'default labels', make: (r: Registry) => r.setDefaultLabels({ 'bad-name': 'x' }) },
  ])('refuses $name: throws in development, counts in production', async ({ make }) => {
    const development = createTestMetrics({ production: false });
    expect(() => make(development.metrics.registry)).toThrow(/TRI_METRICS_REFUSED/);
    const { metrics, problems } = createTestMetrics();
    make(metrics.registry);
    const samples = await samplesOf(metrics);
    expect(problems.length).toBe(1);
    expect(valueOf(samples, 'ego_telemetry_metric_rejects_total', { reason: 'convention' })).toBe(1);
    expect(samples.some(({ name }) => name.includes('orders'))).toBe(false);
  });

  it('lets foreign prefixes through', async () => {
    const { metrics } = createTestMetrics({ production: false });
    new Gauge({ name: 'nodejs_active_whatever', help, registers: [metrics.registry] }).set(NaN);
    expect(await textOf(metrics)).toContain('nodejs_active_whatever NaN\n');
  });

  it('judges what was registered before', () => {
    const registry = new Registry();
    new Gauge({ name: 'unnamed', help, registers: [registry] });
    expect(() => createTestMetrics({ production: false, registry })).toThrow(/TRI_METRICS_REFUSED/);
    createTestMetrics({ registry });
    expect(registry.getSingleMetric('unnamed')).toBeUndefined();
  });

  it('finds and prints our metrics as prom-client does', async () => {
    const { metrics } = createTestMetrics();
    const labels = { channel: ['web'] } as const;
    metrics.counter(defineCounter({ name: 'custom_o_total', help, labels })).inc({ channel: 'web' }, 2);
    metrics.gauge(defineGauge({ name: 'custom_g_bytes', help })).set(5);
    metrics.histogram(defineHistogram({ name: 'custom_h_seconds', help, buckets: [1, 2] })).observe(1.5);
    const stock = new Registry();
    new Counter({ name: 'custom_o_total', help, labelNames: ['channel'], registers: [stock] }).inc(
      { channel: 'web' },
      2,
    );
    new Gauge({ name: 'custom_g_bytes', help, registers: [stock] }).set(5);
    new Histogram({ name: 'custom_h_seconds', help, buckets: [1, 2], registers: [stock] }).observe(1.5);
    const printed = await metrics.registry.metrics();
    expect(printed.slice(printed.indexOf('# HELP custom_'))).toBe(await stock.metrics());
    expect(metrics.registry.getSingleMetric('custom_g_bytes')?.constructor.name).toBe('Family');
    expect((await metrics.registry.getMetricsAsJSON()).length).toBe(7);
    metrics.registry.resetMetrics();
    expect(valueOf(await samplesOf(metrics), 'custom_h_seconds_count')).toBe(0);
  });
});

describe('metrics of the service', () => {
  const fine = defineCounter({ name: 'custom_fine_total', help });

  it('are the same handle for the same definition, and for its twin', () => {
    const { metrics } = createTestMetrics({ production: false });
    expect(metrics.counter(fine)).toBe(metrics.counter(fine));
    expect(metrics.counter({ ...fine })).toBe(metrics.counter(fine));
  });

  it.each([
    { name: 'another shape', definition: { ...fine, labels: { a: ['b'] } } },
    { name: 'a bad name', definition: { ...fine, name: 'orders' } },
    { name: 'a name no page can have', definition: { ...fine, name: 'custom_x-y_total' } },
    { name: 'no help', definition: { ...fine, name: 'custom_helpless_total', help: '' } },
  ])('are refused for $name', async ({ definition }) => {
    const development = createTestMetrics({ production: false });
    development.metrics.counter(fine);
    expect(() => development.metrics.counter(definition as never)).toThrow(/TRI_METRICS_REFUSED/);
    const { metrics } = createTestMetrics();
    metrics.counter(fine).inc();
    const refused = metrics.counter(definition as never) as ReturnType<typeof metrics.counter<{}>>;
    refused.inc(1);
    refused.with({}).inc();
    metrics.counter(definition as never);
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'ego_telemetry_metric_rejects_total', { reason: 'convention' })).toBe(1);
    expect(valueOf(samples, 'custom_fine_total')).toBe(1);
  });

  it('cannot take a name that another one makes', () => {
    const { metrics } = createTestMetrics({ production: false });
    metrics.gauge(defineGauge({ name: 'custom_queue_bytes', help }));
    expect(() => metrics.counter(defineCounter({ name: 'custom_queue_bytes_total', help }))).toThrow(
      /already occupies/,
    );
  });

  it('follow the conventions of the team, not the defaults', () => {
    const conventions = resolveConventions({ userPrefix: 'shop_' });
    const { metrics } = createTestMetrics({ production: false, conventions });
    expect(() => metrics.counter(fine)).toThrow(/does not start with `shop_`/);
  });

  it('are read when a page is rendered if they are observed', async () => {
    const { metrics } = createTestMetrics();
    const pool = defineGauge({ name: 'custom_pool_bytes', help, labels: { pool: { budget: 2 } } });
    let size = 1;
    metrics.observe(pool, () => [[['a'], size]]);
    const stop = metrics.observe(pool, () => [
      [['b'], 5],
      [['c'], 6],
      [['d'], 7],
    ]);
    metrics.observe(pool, () => JSON.parse('{'));
    metrics.observe(pool, function* () {
      for (;;) yield [['endless'], 1] as const;
    });
    expect(valueOf(await samplesOf(metrics), 'custom_pool_bytes', { pool: 'a' })).toBe(1);
    size = 2;
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_pool_bytes', { pool: 'a' })).toBe(2);
    expect(valueOf(samples, 'custom_pool_bytes', { pool: '_other' })).toBe(13);
    stop();
    const names = (await samplesOf(metrics)).filter(({ name }) => name === 'custom_pool_bytes');
    expect(names.length).toBe(1);
  });
});
