import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { metricBaseUnit } from '../../src/policies/metric-base-unit.js';

const metric = (name: string) => ({ name, type: 'gauge' }) as const;

const table: [string, Parameters<typeof metricBaseUnit.check>[0], string[]][] = [
  ['a base unit', metric('custom_room_celsius'), []],
  ['another unit of the quantity', metric('custom_room_fahrenheit'), ['scaled']],
  ['a scaled unit', metric('custom_belt_kilometers'), ['scaled']],
  ['an abbreviation', metric('custom_wait_m'), ['abbreviated']],
  ['both', metric('custom_b_miles'), ['scaled', 'abbreviated']],
  ['a word that only contains a unit', metric('custom_smiles'), []],
  ['a foreign metric', metric('process_miles'), []],
];

describe('metric-base-unit', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...metricBaseUnit.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
