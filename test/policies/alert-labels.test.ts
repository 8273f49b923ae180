import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { alertLabels } from '../../src/policies/alert-labels.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof alertLabels.check>[0], string][] = [
  [
    'a label with others kept',
    { alert: 'A', label: 'pod', kept: ['app', 'job'] },
    'Alert `A` prints label `pod`, which its expression drops; it keeps `app`, `job`.',
  ],
  [
    'a label with none kept',
    { alert: 'A', label: 'pod', kept: [] },
    'Alert `A` prints label `pod`, which its expression drops; it keeps none.',
  ],
  [
    'a label that is dropped by name',
    { alert: 'A', label: 'pod' },
    'Alert `A` prints label `pod`, which its expression drops.',
  ],
];

describe('alert-labels', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([alertLabels], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
