import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { querySyntax } from '../../src/policies/query-syntax.js';
import { queryLimit } from '../../src/policies/query-syntax.js';

const table: [string, Parameters<typeof querySyntax.check>[0], string[]][] = [
  ['an empty expression', { query: ' ' }, ['empty']],
  ['an expression that ends too early', { query: 'sum(' }, ['ended']],
  ['what is no PromQL', { query: 'sum(a))', got: ')' }, ['unexpected']],
  ['an expression that is too long', { query: 'a'.repeat(queryLimit + 1) }, ['tooLong']],
];

describe('query-syntax', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...querySyntax.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
