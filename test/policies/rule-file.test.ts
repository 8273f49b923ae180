import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { ruleFile } from '../../src/policies/rule-file.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof ruleFile.check>[0], string][] = [
  [
    'a key nobody knows',
    { fault: 'unknownKey', data: { key: 'expression', what: 'a rule', hint: '' } },
    '`expression` is no key of a rule.',
  ],
  [
    'a bad duration',
    { fault: 'badDuration', data: { key: 'for', rule: 'A', got: 'ten' } },
    '`for` of `A` is `ten`, which is no Prometheus duration such as `5m`.',
  ],
  [
    'a rule without expression',
    { fault: 'missingExpr', data: { rule: 'A' }, part: 'A' },
    'Rule `A` has no `expr`.',
  ],
  ['a file without groups', { fault: 'noGroups' }, 'The file has no `groups`, so it holds no rules.'],
];

describe('rule-file', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([ruleFile], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
