import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardLogql } from '../../src/policies/dashboard-logql.js';

const table: [string, Parameters<typeof dashboardLogql.check>[0], string[]][] = [
  ['a query that parses', { query: '{app="a"} |= "b"' }, []],
  ['a query that ends too early', { query: '{app="a"', got: '' }, ['ended']],
  ['a query that breaks off', { query: '{app="a"} ? b', got: '?' }, ['unexpected']],
  ['a range of the board', { query: 'sum(rate({app="a"}[$__auto]))' }, []],
  ['a range that is written down', { query: 'rate({app="a"} |= "[1m]" [5m])' }, ['fixedRange']],
  ['a range in a pattern', { query: '{app="a"} |~ `[5m]`' }, []],
];

describe('dashboard-logql', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardLogql.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
