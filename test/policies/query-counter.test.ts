import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryCounter } from '../../src/policies/query-counter.js';

const table: [string, Parameters<typeof queryCounter.check>[0], string[]][] = [
  ['a counter by itself', { metric: 'a_total', within: [] }, ['raw']],
  ['a sum of counters', { metric: 'a_total', within: ['sum'] }, ['raw']],
  ['the growth of a counter', { metric: 'a_total', within: ['rate', 'sum'] }, []],
  ['the absence of a counter', { metric: 'a_total', within: ['absent'] }, []],
  ['how many counters there are', { metric: 'a_total', within: ['count'] }, []],
];

describe('query-counter', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryCounter.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
