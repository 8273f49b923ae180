import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardSelector } from '../../src/policies/dashboard-selector.js';

const follows = { metric: 'a', follows: true };
const free = { metric: 'b', follows: false };
const table: [string, Parameters<typeof dashboardSelector.check>[0], string[]][] = [
  ['selectors that follow a variable', { title: 'A', selectors: [follows], followed: ['app'] }, []],
  [
    'one that follows none, once',
    { title: 'A', selectors: [follows, free, free], followed: ['app'] },
    ['followsNothing'],
  ],
  ['a board on which none follows one', { title: 'A', selectors: [free], followed: [] }, []],
];

describe('dashboard-selector', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardSelector.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
