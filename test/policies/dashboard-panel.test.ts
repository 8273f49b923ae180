import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardPanel } from '../../src/policies/dashboard-panel.js';

const panel = {
  title: 'Requests',
  type: 'timeseries',
  description: 'A second.',
  unit: 'reqps',
  fixedDatasources: [],
};

const table: [string, Parameters<typeof dashboardPanel.check>[0], string[]][] = [
  ['a panel that says all', panel, []],
  ['a panel without title', { ...panel, title: ' ' }, ['missingTitle']],
  ['a panel without description', { ...panel, description: '' }, ['missingDescription']],
  ['a graph without unit', { ...panel, unit: '' }, ['missingUnit']],
  ['logs, which have no unit', { ...panel, type: 'logs', unit: '' }, []],
  [
    'data sources named directly',
    { ...panel, fixedDatasources: ['a', 'b'] },
    ['fixedDatasource', 'fixedDatasource'],
  ],
];

describe('dashboard-panel', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardPanel.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
