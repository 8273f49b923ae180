import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryType } from '../../src/policies/query-type.js';

const table: [string, Parameters<typeof queryType.check>[0], string[]][] = [
  [
    'an argument of the wrong type',
    { fault: 'argumentType', data: { name: 'rate' }, part: 'x' },
    ['argumentType'],
  ],
  ['an empty range', { fault: 'zeroRange', part: '0s' }, ['zeroRange']],
];

describe('query-type', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryType.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
