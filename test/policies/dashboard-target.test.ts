import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { dashboardTarget } from '../../src/policies/dashboard-target.js';

const panel = { title: 'Requests', type: 'timeseries', asks: true };
const asking = (...expressions: string[]) => ({ ...panel, expressions });

const table: [string, Parameters<typeof dashboardTarget.check>[0], string[]][] = [
  ['a rate over what fits', asking('sum(rate(a_total[$__rate_interval]))'), []],
  ['a rate over an interval of the board', asking('rate(a_total{b="c"}[$summarize])'), []],
  ['a rate over five minutes', asking('sum by (b) (rate(a_total{b=~"[1m]"}[5m]))'), ['fixedRange']],
  ['the same range twice in one query', asking('rate(a_total[5m]) / rate(b_total[5m])'), ['fixedRange']],
  ['a range of something else', asking('max_over_time(a[1h])'), []],
  ['a panel that asks nothing', { ...panel, asks: false, expressions: [] }, ['noTarget']],
  ['a text, which asks nothing', { ...panel, type: 'text', asks: false, expressions: [] }, []],
];

describe('dashboard-target', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...dashboardTarget.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
