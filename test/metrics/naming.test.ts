import fc from 'fast-check';
import { Counter, Gauge, Histogram } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createDefiners } from '../../src/catalog/define-metric.js';
import { defaultConventions } from '../../src/conventions.js';
import { metricPolicies } from '../../src/policies/index.js';
import { judge } from '../../src/problem.js';
import { createTestMetrics } from './support.js';

const middles = ['orders', 'orders_created', 'http2_calls', 'a', 'cache_hit_miss'];
const badMiddles = ['newOrders', 'new-orders', 'new__orders', 'counter', 'request_histogram'];
const suffixes = {
  counter: ['_total'],
  gauge: ['_seconds', '_bytes', '_ratio', '_info'],
  histogram: ['_seconds', '_bytes', '_ratio'],
};
const allSuffixes = [
  '_total',
  '_seconds',
  '_bytes',
  '_ratio',
  '_info',
  '',
  '_count',
  '_milliseconds',
  '_percent',
];
const classes = { counter: Counter, gauge: Gauge, histogram: Histogram };
const types = Object.keys(classes) as (keyof typeof classes)[];

/** Every combination of parts, each with the answer that the parts give it. */
const table = types.flatMap((type) =>
  ['custom_', '', 'ego_'].flatMap((prefix) =>
    [...middles, ...badMiddles].flatMap((middle) =>
      allSuffixes.map((suffix) => ({
        type,
        name: prefix + middle + suffix,
        isFine: prefix === 'custom_' && middles.includes(middle) && suffixes[type].includes(suffix),
      })),
    ),
  ),
);

function isRegistered(name: string, type: keyof typeof classes): boolean {
  const { metrics } = createTestMetrics();
  new classes[type]({ name, help: 'x', registers: [metrics.registry] } as never);
  return metrics.registry.getSingleMetric(name) !== undefined;
}

function isDefined(name: string, type: keyof typeof classes): boolean {
  const definers = createDefiners();
  const define = {
    counter: definers.defineCounter,
    gauge: definers.defineGauge,
    histogram: definers.defineHistogram,
  };
  try {
    (define[type] as (declaration: object) => unknown)({ name, help: 'x' });
    return true;
  } catch {
    return false;
  }
}

describe('naming rules (M8)', () => {
  it('give the known answer on the whole table, at definition and at registration', () => {
    const wrong = table.filter(
      ({ name, type, isFine }) =>
        isDefined(name, type) !== isFine ||
        (/^[a-zA-Z_]\w*$/.test(name) && isRegistered(name, type) !== isFine),
    );
    console.log(`M8: ${table.length} names, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  });

  it('give the same answer at definition, at registration and to the policies on 10,000 fuzzed names', () => {
    const part = fc.constantFrom(
      'custom',
      'ego',
      'nodejs',
      'orders',
      'Total',
      'total',
      'ms',
      'seconds',
      'gauge',
      '',
      '2',
    );
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('_'));
    let fine = 0;
    const numRuns = 10_000;
    const property = fc.property(name, fc.constantFrom(...types), (metric, type) => {
      fc.pre(/^[a-zA-Z_]\w*$/.test(metric));
      const answer = judge(metricPolicies, { name: metric, type, help: 'x', labels: [] }, defaultConventions);
      const isFine = answer.length === 0;
      if (isFine) fine++;
      expect([isDefined(metric, type), isRegistered(metric, type)]).toEqual([isFine, isFine]);
    });
    fc.assert(property, { numRuns });
    console.log(`M8: ${numRuns} fuzzed names, ${fine} fine, 3 walls agree on all`);
  }, 60_000);
});
