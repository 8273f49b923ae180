import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionHistogram } from '../../src/policies/exposition-histogram.js';
import { createFamily, sample } from './create-family.js';

function histogram(...buckets: [bound: string, value: number][]) {
  const samples = buckets.map(([le, value]) => sample('a_bucket', value, { le }));
  return createFamily('a', 'histogram', [...samples, sample('a_sum', 4), sample('a_count', 3)]);
}

const table: [string, Parameters<typeof expositionHistogram.check>[0], string[]][] = [
  ['a whole histogram', histogram(['0.1', 1], ['1', 2], ['+Inf', 3]), []],
  ['another spelling of infinity', histogram(['1', 2], ['Inf', 3]), []],
  ['counts that fall', histogram(['0.1', 2], ['1', 1], ['+Inf', 3]), ['falling']],
  ['bounds out of order', histogram(['1', 1], ['0.1', 2], ['+Inf', 3]), ['unordered']],
  ['a bound that is no number', histogram(['many', 1], ['+Inf', 3]), ['badBound']],
  ['a histogram without end', histogram(['0.1', 1], ['1', 3]), ['missingInf']],
  ['an end that differs from the count', histogram(['1', 1], ['+Inf', 2]), ['countDiffers']],
  [
    'a histogram without count and sum',
    createFamily('a', 'histogram', [sample('a_bucket', 1, { le: '+Inf' })]),
    ['missingCount'],
  ],
  [
    'a histogram without sum',
    createFamily('a', 'histogram', [sample('a_bucket', 1, { le: '+Inf' }), sample('a_count', 1)]),
    ['missingSum'],
  ],
  ['a gauge', createFamily('a', 'gauge', [sample('a', 1)]), []],
];

describe('exposition-histogram', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionHistogram.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
