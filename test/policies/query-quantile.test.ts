import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryQuantile } from '../../src/policies/query-quantile.js';

const table: [string, Parameters<typeof queryQuantile.check>[0], string[]][] = [
  ['a mean of quantiles', { fault: 'averaged', data: { name: 'avg' }, part: 'avg', offset: 0 }, ['averaged']],
  [
    'buckets without le',
    { fault: 'noLe', data: { name: 'histogram_quantile' }, part: 'x', offset: 0 },
    ['noLe'],
  ],
];

describe('query-quantile', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryQuantile.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
