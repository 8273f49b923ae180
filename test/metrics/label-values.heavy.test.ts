import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import type { CounterHandle } from '../../src/metrics/index.js';
import { hostileText } from '../support/hostile-text.js';
import { createTestMetrics, samplesOf, valueOf } from './support.js';

const text = hostileText(5);
const hostile = fc.oneof(
  { weight: 6, arbitrary: text },
  text.map((value) => [value]),
  text.map((value) => ({ toString: () => value })),
  fc.constantFrom<unknown>(undefined, null, 1, -0, 1n, true, NaN, Symbol('x'), () => 1, {}, []),
  fc.constant(Object.create(null) as unknown),
  fc.constant({
    toString(): string {
      throw new Error('no');
    },
  }),
  text.map((value) => value.repeat(600)),
);

/** What the store promises of a value, written down apart from it. */
function model(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'symbol' || typeof value === 'function') return '_invalid';
  let string: string;
  try {
    string = String(value);
  } catch {
    return '_invalid';
  }
  const decoded = new TextDecoder().decode(new TextEncoder().encode(string), {});
  const { read } = new TextEncoder().encodeInto(string, new Uint8Array(1024));
  return string.charCodeAt(0) === 0xfeff ? `\ufeff${decoded}`.slice(0, read) : decoded.slice(0, read);
}

const hostileTotal = defineCounter({
  name: 'custom_hostile_total',
  help: 'Hostile label values.',
  labels: { a: { budget: 1000 }, b: { budget: 1000 } },
});

describe('label values (M1)', () => {
  it('arrive as the model says, without injection, collision or duplicate', async () => {
    let samplesSeen = 0;
    const pair = fc.tuple(hostile, hostile, fc.integer({ min: 1, max: 9 }));
    const property = fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 12 }), async (increments) => {
      const { metrics } = createTestMetrics();
      const counter = metrics.counter(hostileTotal) as CounterHandle;
      const totals = new Map<string, number>();
      for (const [a, b, value] of increments) {
        counter.inc({ a, b } as never, value);
        const isOverflow = model(a) === '_overflow' && model(b) === '_overflow';
        const key = JSON.stringify(isOverflow ? ['_overflow', '_overflow'] : [model(a), model(b)]);
        totals.set(key, (totals.get(key) ?? 0) + value);
      }
      const samples = (await samplesOf(metrics)).filter(({ name }) => name === 'custom_hostile_total');
      samplesSeen += samples.length;
      const read = samples.map(({ labels, value }) => [JSON.stringify([labels['a'], labels['b']]), value]);
      expect(new Map(read as [string, number][])).toEqual(totals);
    });
    const numRuns = 20_000;
    await fc.assert(property, { numRuns });
    console.log(`M1: ${numRuns} registries, ${samplesSeen} series, 0 injected, 0 collisions, 0 duplicates`);
  }, 120_000);

  it('keep the example that collides in prom-client apart', async () => {
    const { metrics } = createTestMetrics();
    const counter = metrics.counter(hostileTotal);
    counter.inc({ a: 'x,b:y', b: 'z' });
    counter.inc({ a: 'x', b: 'y,b:z' });
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_hostile_total', { a: 'x,b:y' })).toBe(1);
    expect(valueOf(samples, 'custom_hostile_total', { a: 'x' })).toBe(1);
  });

  it('do not change when the label object changes afterwards', async () => {
    const { metrics } = createTestMetrics();
    const labels = { a: 'before', b: '' };
    metrics.counter(hostileTotal).inc(labels);
    labels.a = 'after';
    expect(valueOf(await samplesOf(metrics), 'custom_hostile_total', { a: 'before' })).toBe(1);
  });

  it.each([
    { name: 'a label set that is none', labels: undefined },
    {
      name: 'a getter that throws',
      labels: Object.defineProperty({ b: '' }, 'a', { get: () => JSON.parse('{') }),
    },
    { name: 'a revoked proxy', labels: revoked() },
  ])('count $name and lose no measurement', async ({ labels }) => {
    const { metrics } = createTestMetrics();
    metrics.counter(hostileTotal).inc(labels as never);
    const samples = await samplesOf(metrics);
    expect(samples.filter(({ name }) => name === 'custom_hostile_total').map(({ value }) => value)).toEqual([
      1,
    ]);
  });

  it('outside a closed list become `_other` and are counted', async () => {
    const { metrics } = createTestMetrics();
    const closed = defineCounter({
      name: 'custom_closed_total',
      help: 'A closed list.',
      labels: { channel: ['web', 'app'] },
    });
    const counter = metrics.counter(closed) as CounterHandle;
    for (const channel of ['web', 'fax', 'telex', Symbol('x')]) counter.inc({ channel } as never);
    const samples = await samplesOf(metrics);
    expect(valueOf(samples, 'custom_closed_total', { channel: '_other' })).toBe(3);
    expect(valueOf(samples, 'custom_closed_total', { channel: 'app' })).toBe(0);
    expect(valueOf(samples, 'ego_telemetry_metric_rejects_total', { reason: 'label' })).toBe(3);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
