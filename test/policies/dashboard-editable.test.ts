import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardEditable } from '../../src/policies/dashboard-editable.js';

const table: [string, Parameters<typeof dashboardEditable.check>[0], string[]][] = [
  ['a dashboard that may be edited', { editable: true }, ['editable']],
  ['one that may not', { editable: false }, []],
];

describe('dashboard-editable', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardEditable.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
