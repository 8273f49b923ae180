import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineHistogram } from '../../src/catalog/define-metric.js';
import { resolveConventions } from '../../src/conventions.js';
import { createLosses } from '../../src/metrics/losses.js';
import { createTestMetrics, parseExposition, samplesOf, valueOf } from './support.js';

const labels = { tenant: { budget: 2_000_000 }, path: { budget: 2_000_000 } };
const flood = {
  counter: defineCounter({ name: 'custom_flood_total', help: 'Flooded.', labels }),
  histogram: defineHistogram({ name: 'custom_flood_seconds', help: 'Flooded.', labels }),
};

interface FloodFigures {
  readonly sets: number;
  /** CPU time of the process for one call, by type. */
  readonly nanoseconds: Readonly<Record<string, number>>;
  readonly grownMiB: number;
  readonly problems: readonly string[];
  readonly page: string;
}

/** Floods a process of its own, whose young generation has the same size from the start, so that memory can be told. */
async function runFlood(): Promise<FloodFigures> {
  const file = join(import.meta.dirname, 'fixtures/flood-series.mjs');
  const flags = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { maxBuffer: 1 << 25 });
  return JSON.parse(stdout) as FloodFigures;
}

describe('series budget (M3)', () => {
  it('holds 1,000,000 label sets each on a counter, a gauge and a histogram, with exact totals', async () => {
    const { sets, nanoseconds, grownMiB, problems, page } = await runFlood();
    const { samples } = parseExposition(page);
    const named = (name: string) => samples.filter((sample) => sample.name === name);
    const sum = (name: string) => named(name).reduce((total, { value }) => total + value, 0);
    const figures = Object.entries(nanoseconds).map(([type, ns]) => `${type} ${ns.toFixed(0)}`);
    console.log(
      `M3: 3 x ${sets} label sets, 3 x 2001 series, totals exact, ns a call: ${figures.join(', ')}, ` +
        `RSS +${grownMiB.toFixed(1)} MiB, ${problems.length} warnings`,
    );
    expect(named('custom_flood_total').length).toBe(2001);
    expect(named('custom_flood_bytes').length).toBe(2001);
    expect(named('custom_flood_seconds_count').length).toBe(2001);
    // The ten label sets of before the flood were measured a million times as well.
    expect(sum('custom_flood_total')).toBe(2 * 2 * sets);
    expect(sum('custom_flood_seconds_count')).toBe(2 * sets);
    const overflows = ['custom_flood_total', 'custom_flood_bytes', 'custom_flood_seconds'].map((metric) =>
      valueOf(samples, 'ego_telemetry_metric_overflows_total', { metric }),
    );
    expect(overflows).toEqual([sets - 2000, sets - 2000, sets - 2000]);
    expect(problems.length).toBe(3);
    expect(grownMiB).toBeLessThanOrEqual(20);
    for (const ns of Object.values(nanoseconds)) expect(ns).toBeLessThanOrEqual(1000);
  }, 60_000);

  it('says once a minute that a metric is full, as long as it overflows', () => {
    const said: string[] = [];
    let minute = 0;
    const losses = createLosses(
      (text) => said.push(text),
      () => minute * 60_000,
    );
    const tally = losses.overflowsOf('custom_full_total');
    const overflow = (): void => {
      tally.count++;
      losses.sayOverflow('custom_full_total');
    };
    for (let i = 0; i < 100_000; i++) overflow();
    expect(said.length).toBe(1);
    minute = 0.9;
    losses.sayOverflows();
    expect(said.length).toBe(1);
    minute = 1;
    tally.count++;
    losses.sayOverflows();
    expect(said.length).toBe(2);
    minute = 3;
    losses.sayOverflows();
    expect(said).toEqual([
      'Metric `custom_full_total` has used up its series; new label sets go to `_overflow`.',
      'Metric `custom_full_total` has used up its series; new label sets go to `_overflow`.',
    ]);
  });

  it('remembers what it has said for a minute only, and no more than 1,000 texts', () => {
    const said: string[] = [];
    let minute = 0;
    const { say } = createLosses(
      (text) => said.push(text),
      () => minute * 60_000,
    );
    for (let i = 0; i < 5000; i++) say(`text ${i}`);
    expect(said.length).toBe(1000);
    minute = 1;
    say('a text that had no place');
    expect(said.length).toBe(1001);
  });

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
    const overflows = samples.filter(({ name }) => name === 'ego_telemetry_metric_overflows_total');
    const overflowed = overflows.reduce((sum, { value }) => sum + value, 0);
    const kept = own.filter(
      ({ name, labels }) => name.startsWith('custom_cap') && labels['tenant'] !== '_overflow',
    );
    const used = (valueOf(samples, 'ego_telemetry_samples_ratio') ?? NaN) * 50_000;
    console.log(
      `M4: ${200 * 2000 + 2000} label sets tried, ${own.length} samples on the page, total ${total}, ` +
        `${overflowed} overflowed, ${used.toFixed(0)} of 50000 samples said to be used`,
    );
    expect(overflowed).toBe(402_000 - kept.length);
    // Besides ours there are the metrics of the metrics, of which some may be about to appear.
    expect(Math.abs(used - own.length)).toBeLessThan(300);
    expect(own.length).toBeLessThanOrEqual(50_000);
    expect(own.length).toBeGreaterThan(44_000);
    expect(total).toBe(400_000);
    expect(valueOf(samples, 'custom_flood_seconds_count', { tenant: '_overflow' })).toBe(2000);
  }, 30_000);
});
