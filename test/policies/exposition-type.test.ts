import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionType } from '../../src/policies/exposition-type.js';
import { createFamily, sample } from './create-family.js';

const table: [string, Parameters<typeof expositionType.check>[0], string[]][] = [
  ['a counter in text', createFamily('a_total', 'counter', [sample('a_total', 1)]), []],
  [
    'a histogram',
    createFamily('a', 'histogram', [
      sample('a_bucket', 1, { le: '+Inf' }),
      sample('a_sum', 1),
      sample('a_count', 1),
    ]),
    [],
  ],
  ['a bucket without bound', createFamily('a', 'histogram', [sample('a_bucket', 1)]), ['missingLe']],
  ['a quantile of a summary', createFamily('a', 'summary', [sample('a', 1, { quantile: '0.5' })]), []],
  [
    'a sample of a summary without quantile',
    createFamily('a', 'summary', [sample('a', 1)]),
    ['missingQuantile'],
  ],
  [
    'a bound outside of a histogram',
    createFamily('a', 'gauge', [sample('a', 1, { le: '1' })]),
    ['leOutsideHistogram'],
  ],
  [
    'a quantile outside of a summary',
    createFamily('a', 'gauge', [sample('a', 1, { quantile: '1' })]),
    ['quantileOutsideSummary'],
  ],
  [
    'a gauge that looks like a count',
    createFamily('a_count', 'gauge', [sample('a_count', 1)]),
    ['reservedSuffix'],
  ],
  ['an untyped metric that looks like one', createFamily('a_count', 'untyped', [sample('a_count', 1)]), []],
  ['a sample of another type', createFamily('a', 'gauge', [sample('a_bucket', 1)]), ['unexpectedSample']],
];

describe('exposition-type', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionType.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
