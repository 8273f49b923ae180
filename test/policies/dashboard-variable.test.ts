import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardVariable } from '../../src/policies/dashboard-variable.js';

const app = { name: 'app', type: 'query', query: 'label_values(up, app)', refresh: '2' };

const table: [string, Parameters<typeof dashboardVariable.check>[0], string[]][] = [
  ['a variable that follows the time range', app, []],
  ['one that is asked for when the board is opened', { ...app, refresh: '1' }, ['stale']],
  ['one that is never asked for again', { ...app, refresh: '' }, ['stale']],
  ['a query that Prometheus does not have', { ...app, query: 'tag_values(up, app)' }, ['badQuery']],
  ['a query over several lines', { ...app, query: 'label_values(\n  up,\n  app\n)' }, []],
  ['a list that is written down', { ...app, type: 'custom', query: 'a,b', refresh: '' }, []],
  ['a board without a data source to choose', { missing: 'datasource' }, ['noDatasource']],
];

describe('dashboard-variable', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardVariable.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
