import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { createTestMetrics, samplesOf, valueOf } from './support.js';

const number = fc.oneof(
  fc.constantFrom<unknown>(NaN, Infinity, -Infinity, -1, -0, 0, '', '5', 5n, null, true, {}, [], Symbol('n')),
  fc.constantFrom<unknown>(2 ** 53 + 1, 5e-324, 1e308, Number.MAX_VALUE, new Date(0), () => 1),
  fc.double({ noNaN: true, min: 0, max: 1e6 }),
);
const call = fc.tuple(fc.constantFrom('inc', 'set', 'add', 'dec', 'observe'), number);

const total = defineCounter({ name: 'custom_n_total', help: 'Counted.' });
const ratio = defineGauge({ name: 'custom_n_ratio', help: 'Held.' });
const seconds = defineHistogram({ name: 'custom_n_seconds', help: 'Observed.' });

/** What the five calls may do, written down apart from the series. */
function createModel() {
  const figures = { total: 0, ratio: 0, sum: 0, count: 0, refused: 0 };
  const rise = (key: 'total' | 'sum', value: number): boolean => {
    const isTaken = value >= 0 && Number.isFinite(figures[key] + value);
    if (isTaken) figures[key] += value;
    return isTaken;
  };
  const hold = (value: number): boolean => {
    if (Number.isFinite(value)) figures.ratio = value;
    return Number.isFinite(value);
  };
  const rules: Record<string, (value: number) => boolean> = {
    inc: (value) => rise('total', value),
    set: hold,
    add: (value) => hold(figures.ratio + value),
    dec: (value) => hold(figures.ratio - value),
    observe: (value) => rise('sum', value) && ++figures.count > 0,
  };
  return {
    figures,
    take(method: string, value: unknown): void {
      if (typeof value !== 'number' || rules[method]?.(value) !== true) figures.refused++;
    },
  };
}

describe('numbers (M2)', () => {
  it('never throw and never poison a series, and the refused are counted', async () => {
    const { metrics, problems } = createTestMetrics();
    const [counter, gauge, histogram] = [
      metrics.counter(total),
      metrics.gauge(ratio),
      metrics.histogram(seconds),
    ];
    const act: Record<string, (value: never) => void> = {
      inc: (value) => counter.inc(value),
      set: (value) => gauge.set(value),
      add: (value) => gauge.inc(value),
      dec: (value) => gauge.dec(value),
      observe: (value) => histogram.observe(value),
    };
    const model = createModel();
    const numRuns = 50_000;
    fc.assert(
      fc.property(call, ([method, value]) => {
        act[method]?.(value as never);
        model.take(method, value);
      }),
      { numRuns },
    );
    const samples = await samplesOf(metrics);
    const said = {
      total: valueOf(samples, 'custom_n_total'),
      ratio: valueOf(samples, 'custom_n_ratio'),
      sum: valueOf(samples, 'custom_n_seconds_sum'),
      count: valueOf(samples, 'custom_n_seconds_count'),
      refused: valueOf(samples, 'ego_telemetry_metric_rejects_total', { reason: 'number' }),
    };
    expect(said).toEqual(model.figures);
    expect(samples.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
    expect(problems.length).toBe(3);
    console.log(`M2: ${numRuns} calls, 0 threw, 0 poisoned, as the model says`, said);
  });

  it.each([
    { name: 'a negative increment', act: (m: Handles) => m.counter.inc(-1), refused: 1, value: 0 },
    { name: 'an empty string', act: (m: Handles) => m.counter.inc('' as never), refused: 1, value: 0 },
    { name: 'no argument', act: (m: Handles) => m.counter.inc(), refused: 0, value: 1 },
    {
      name: 'a sum beyond the finite',
      act: (m: Handles) => [1e308, 1e308].forEach((n) => m.counter.inc(n)),
      refused: 1,
      value: 1e308,
    },
  ])('of a counter: $name', async ({ act, refused, value }) => {
    const { metrics } = createTestMetrics();
    act({ counter: metrics.counter(total) });
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_n_total')).toBe(value);
    expect(valueOf(samples, 'ego_telemetry_metric_rejects_total', { reason: 'number' })).toBe(refused);
  });

  it('of a histogram are counted in buckets that rise, with sum and count that agree', async () => {
    const { metrics } = createTestMetrics();
    const histogram = metrics.histogram(seconds);
    for (const value of [0.001, 0.005, 0.3, 7, 99, -1, NaN]) histogram.observe(value);
    const samples = await samplesOf(metrics);
    const buckets = samples.filter(({ name }) => name === 'custom_n_seconds_bucket');
    expect(buckets.map(({ value }) => value)).toEqual([2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 5]);
    expect(valueOf(samples, 'custom_n_seconds_count')).toBe(5);
    expect(valueOf(samples, 'custom_n_seconds_sum')).toBeCloseTo(106.306);
  });

  it('of an info gauge are 1 and nothing else', async () => {
    const { metrics } = createTestMetrics();
    const info = metrics.gauge(
      defineGauge({ name: 'custom_release_info', help: 'The release.', labels: { tag: { budget: 1 } } }),
    );
    info.set({ tag: 'v1' }, 1);
    info.set({ tag: 'v1' }, 7);
    expect(valueOf(await samplesOf(metrics), 'custom_release_info', { tag: 'v1' })).toBe(1);
  });

  it('of a timer are seconds', async () => {
    const { metrics } = createTestMetrics();
    const stop = metrics.histogram(seconds).timer();
    const measured = stop();
    expect(measured).toBeGreaterThanOrEqual(0);
    expect(valueOf(await samplesOf(metrics), 'custom_n_seconds_sum')).toBe(measured);
  });
});

interface Handles {
  readonly counter: { inc(value?: number): void };
}
