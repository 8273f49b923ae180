import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryRate } from '../../src/policies/query-rate.js';

const table: [string, Parameters<typeof queryRate.check>[0], string[]][] = [
  ['rate of a gauge', { metric: 'a', type: 'gauge', function: 'rate' }, ['ofGauge']],
  ['increase of a gauge', { metric: 'a', type: 'gauge', function: 'increase' }, ['ofGauge']],
  ['resets of a gauge', { metric: 'a', type: 'gauge', function: 'resets' }, ['ofGauge']],
  ['deriv of a gauge', { metric: 'a', type: 'gauge', function: 'deriv' }, []],
  ['rate of a counter', { metric: 'a', type: 'counter', function: 'rate' }, []],
  ['delta of a counter', { metric: 'a', type: 'counter', function: 'delta' }, ['ofCounter']],
  ['idelta of a counter', { metric: 'a', type: 'counter', function: 'idelta' }, ['ofCounter']],
  ['changes of a gauge', { metric: 'a', type: 'gauge', function: 'changes' }, []],
  ['no function', { metric: 'a', type: 'gauge', function: '' }, []],
];

describe('query-rate', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryRate.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('names the function that fits', () => {
    const better = (type: 'counter' | 'gauge', name: string) =>
      [...queryRate.check({ metric: 'a', type, function: name }, defaultConventions)][0]?.data?.['better'];
    expect(better('gauge', 'increase')).toBe('delta');
    expect(better('gauge', 'irate')).toBe('deriv');
    expect(better('counter', 'deriv')).toBe('rate');
  });
});
