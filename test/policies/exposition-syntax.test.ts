import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionSyntax } from '../../src/policies/exposition-syntax.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof expositionSyntax.check>[0], string][] = [
  [
    'a bad name',
    { fault: 'badMetricName', data: { got: 'a-b' } },
    '`a-b` is no metric name: letters, digits, `_` and `:`, not starting with a digit.',
  ],
  ['an empty page', { fault: 'emptyPage' }, 'The page has no metric.'],
  [
    'a page cut short',
    { fault: 'missingEof' },
    'An OpenMetrics page ends in the line `# EOF`; without it a page cut short looks whole.',
  ],
];

describe('exposition-syntax', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([expositionSyntax], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
