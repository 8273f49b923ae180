import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { queryLabel } from '../../src/policies/query-label.js';

const table: [string, Parameters<typeof queryLabel.check>[0], string[]][] = [
  ['a matcher on an unknown label', { label: 'chanel', metric: 'custom_orders_total' }, ['unknown']],
  ['a grouping by a label nothing carries', { label: 'chanel', clause: 'by' }, ['grouped']],
];

describe('query-label', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...queryLabel.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('asks whether the nearest label was meant', () => {
    const [verdict] = queryLabel.check({ label: 'chanel', metric: 'a', near: 'channel' }, defaultConventions);
    expect(verdict?.data?.['hint']).toBe('; did you mean `channel`');
  });
});
