import fc from 'fast-check';
import { Counter, Gauge, Histogram } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createDefiners } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { checkExposition } from '../../src/check/check-exposition.js';
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

const policyIds: readonly string[] = [...metricPolicies.map(({ id }) => id), 'metric-declared'];
const framework = createServiceCatalog({ service: { name: 'shop' } }, []);

/** Whether `tricord check` has nothing to say of the name on a page. */
async function isChecked(name: string, type: keyof typeof classes): Promise<boolean> {
  const lines = type === 'histogram' ? ['_bucket{le="+Inf"} 1', '_sum 1', '_count 1'] : [' 1'];
  const page = [`# HELP ${name} x`, `# TYPE ${name} ${type}`, ...lines.map((line) => name + line), ''].join(
    '\n',
  );
  // A page does not say who made a metric, so what has the namespace of the framework is looked up in its catalog.
  const catalog = name.startsWith('ego_') ? { catalog: framework } : {};
  const { counts } = await checkExposition([Buffer.from(page)], { file: 'page', format: 'text', ...catalog });
  return !policyIds.some((id) => counts.has(id));
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

  it('give the same answer at definition, at registration, to the policies and to `tricord check` on 10,000 fuzzed names', async () => {
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
    const property = fc.asyncProperty(name, fc.constantFrom(...types), async (metric, type) => {
      fc.pre(/^[a-zA-Z_]\w*$/.test(metric));
      const answer = judge(metricPolicies, { name: metric, type, help: 'x', labels: [] }, defaultConventions);
      const isFine = answer.length === 0;
      if (isFine) fine++;
      const answers = [isDefined(metric, type), isRegistered(metric, type), await isChecked(metric, type)];
      expect(answers).toEqual([isFine, isFine, isFine]);
    });
    await fc.assert(property, { numRuns });
    console.log(
      `M8: ${numRuns} fuzzed names, ${fine} fine, definition, registration, policies and check agree on all`,
    );
  }, 180_000);
});
