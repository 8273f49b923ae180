import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryMetric } from '../../src/policies/query-metric.js';

const table: [string, Parameters<typeof queryMetric.check>[0], string[]][] = [
  ['a metric that is known', { name: 'custom_orders_total', isKnown: true }, []],
  ['a metric of the cluster', { name: 'kube_pod_info', isKnown: false }, []],
  ['the health of a target', { name: 'up', isKnown: false }, []],
  ['a name that only starts like one of the cluster', { name: 'upper', isKnown: false }, ['unknown']],
  ['a foreign metric', { name: 'process_cpu_seconds_total', isKnown: false }, []],
  [
    'a metric that nothing emits',
    { name: 'custom_order_total', isKnown: false, near: 'custom_orders_total' },
    ['unknown'],
  ],
  [
    'a histogram by its own name',
    { name: 'custom_wait_seconds', isKnown: false, series: ['custom_wait_seconds_bucket'] },
    ['histogram'],
  ],
];

describe('query-metric', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryMetric.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('asks whether the nearest name was meant', () => {
    const [verdict] = queryMetric.check(
      { name: 'a_totl', isKnown: false, near: 'a_total' },
      defaultConventions,
    );
    expect(verdict?.data?.['hint']).toBe('; did you mean `a_total`');
  });
});
