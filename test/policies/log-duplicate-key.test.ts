import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { logDuplicateKey } from '../../src/policies/log-duplicate-key.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof logDuplicateKey.check>[0], string][] = [
  [
    'a key that stands twice',
    { key: 'level' },
    'Key `level` stands twice in one object; readers disagree about which value counts.',
  ],
];

describe('log-duplicate-key', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([logDuplicateKey], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
