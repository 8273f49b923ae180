import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { resolveConventions } from '../../src/conventions.js';
import { createTestMetrics, samplesOf, valueOf } from './support.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const labels = { tenant: { budget: 2_000_000 }, path: { budget: 2_000_000 } };
const flood = {
  counter: defineCounter({ name: 'custom_flood_total', help: 'Flooded.', labels }),
  gauge: defineGauge({ name: 'custom_flood_bytes', help: 'Flooded.', labels }),
  histogram: defineHistogram({ name: 'custom_flood_seconds', help: 'Flooded.', labels }),
};

describe('series budget (M3)', () => {
  it('holds 1,000,000 label sets each on a counter, a gauge and a histogram, with exact totals', async () => {
    const { metrics, problems } = createTestMetrics();
    const counter = metrics.counter(flood.counter);
    const histogram = metrics.histogram(flood.histogram);
    const sets = 1_000_000;
    const heapBefore = heapAfterCollection();
    const startedAt = performance.now();
    for (let i = 0; i < sets; i++) counter.inc({ tenant: `t${i}`, path: '/x' }, 2);
    const counterNs = ((performance.now() - startedAt) * 1e6) / sets;
    for (let i = 0; i < sets; i++) histogram.observe({ tenant: `t${i}`, path: '/x' }, 1);
    for (let i = 0; i < sets; i++) metrics.gauge(flood.gauge).set({ tenant: `t${i}`, path: '/x' }, i);
    const grownMiB = (heapAfterCollection() - heapBefore) / 2 ** 20;
    const samples = await samplesOf(metrics);
    const named = (name: string) => samples.filter((sample) => sample.name === name);
    const sum = (name: string) => named(name).reduce((total, { value }) => total + value, 0);
    expect(named('custom_flood_total').length).toBe(2001);
    expect(named('custom_flood_bytes').length).toBe(2001);
    expect(named('custom_flood_seconds_count').length).toBe(2001);
    expect(sum('custom_flood_total')).toBe(2 * sets);
    expect(sum('custom_flood_seconds_count')).toBe(sets);
    const overflows = Object.values(flood).map((metric) =>
      valueOf(samples, 'ego_telemetry_metric_overflows_total', { metric: metric.name }),
    );
    expect(overflows).toEqual([sets - 2000, sets - 2000, sets - 2000]);
    expect(problems.length).toBe(3);
    console.log(
      `M3: 3 x ${sets} label sets, 3 x 2001 series, totals exact, ${counterNs.toFixed(0)} ns/inc, heap +${grownMiB.toFixed(1)} MiB`,
    );
    expect(grownMiB).toBeLessThan(20);
    expect(counterNs).toBeLessThan(5000);
  }, 60_000);

  it('counts what a pre-bound overflow series measures', async () => {
    const { metrics } = createTestMetrics({ conventions: resolveConventions({ seriesBudget: 1 }) });
    const counter = metrics.counter(flood.counter);
    counter.inc({ tenant: 'a', path: '' });
    const bound = counter.with({ tenant: 'b', path: '' });
    bound.inc();
    bound.inc(3);
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_flood_total', { tenant: '_overflow', path: '_overflow' })).toBe(4);
    expect(valueOf(samples, 'ego_telemetry_metric_overflows_total', { metric: 'custom_flood_total' })).toBe(
      2,
    );
  });

  it('sends values beyond the budget of a label to `_other`, and counts them', async () => {
    const { metrics } = createTestMetrics();
    const counter = metrics.counter(
      defineCounter({
        name: 'custom_budget_total',
        help: 'Two peers.',
        labels: { peer: { budget: 2 }, code: ['ok', 'fail'] },
      }),
    );
    for (const peer of ['a', 'b', 'c', 'd', 'a', '_other']) counter.inc({ peer, code: 'ok' });
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_budget_total', { peer: 'a' })).toBe(2);
    expect(valueOf(samples, 'custom_budget_total', { peer: '_other' })).toBe(3);
    expect(valueOf(samples, 'ego_telemetry_metric_overflows_total', { metric: 'custom_budget_total' })).toBe(
      3,
    );
  });
});

describe('sample cap of the process (M4)', () => {
  it('holds 200 metrics of 2,000 series each below 50,000 samples, with exact totals', async () => {
    const { metrics } = createTestMetrics();
    const families = Array.from({ length: 200 }, (_, i) =>
      metrics.counter(defineCounter({ name: `custom_cap_${i}_total` as string, help: 'Capped.', labels })),
    );
    for (const family of families) {
      for (let i = 0; i < 2000; i++) family.inc({ tenant: `t${i}`, path: '/' });
    }
    const histogram = metrics.histogram(flood.histogram);
    for (let i = 0; i < 2000; i++) histogram.observe({ tenant: `t${i}`, path: '/' }, 1);
    const samples = await samplesOf(metrics);
    const own = samples.filter(({ name }) => name.startsWith('custom_'));
    const total = own.reduce((sum, { name, value }) => sum + (name.startsWith('custom_cap') ? value : 0), 0);
    console.log(
      `M4: ${200 * 2000 + 2000} label sets tried, ${own.length} samples on the page, total ${total}`,
    );
    expect(own.length).toBeLessThanOrEqual(50_000);
    expect(own.length).toBeGreaterThan(44_000);
    expect(total).toBe(400_000);
    expect(valueOf(samples, 'custom_flood_seconds_count', { tenant: '_overflow' })).toBe(2000);
  }, 30_000);
});
