import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { waiverExpired } from '../../src/policies/waiver-expired.js';

const table: [string, Parameters<typeof waiverExpired.check>[0], string[]][] = [
  ['a waiver that ran out', { rule: 'metric-unit', until: '2020-01-31', reason: 'Later' }, ['expired']],
];

describe('waiver-expired', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...waiverExpired.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('writes one full stop after the reason', () => {
    const [verdict] = waiverExpired.check(
      { rule: 'a', until: '2020-01-31', reason: 'Later.' },
      defaultConventions,
    );
    expect(verdict?.data?.['reason']).toBe('Later');
  });
});
