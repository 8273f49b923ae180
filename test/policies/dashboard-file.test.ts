import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardFile } from '../../src/policies/dashboard-file.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof dashboardFile.check>[0], string][] = [
  ['two panels of one id', { fault: 'duplicatePanelId', data: { id: 7 } }, 'Panel id 7 stands twice.'],
  ['a dashboard without title', { fault: 'missingTitle' }, 'The dashboard has no title.'],
  [
    'what is no dashboard',
    { fault: 'notADashboard', data: { got: 'a list' } },
    'The file is a list, not a dashboard.',
  ],
];

describe('dashboard-file', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([dashboardFile], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
