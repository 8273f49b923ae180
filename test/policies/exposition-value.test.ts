import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionValue } from '../../src/policies/exposition-value.js';
import { createFamily, sample } from './create-family.js';

const table: [string, Parameters<typeof expositionValue.check>[0], string[]][] = [
  ['a counter', createFamily('a_total', 'counter', [sample('a_total', 1)]), []],
  ['a negative counter', createFamily('a_total', 'counter', [sample('a_total', -1)]), ['negative']],
  ['a counter that is NaN', createFamily('a_total', 'counter', [sample('a_total', NaN)]), ['notANumber']],
  ['an infinite sum', createFamily('a', 'summary', [sample('a_sum', Infinity)]), ['infinite']],
  ['a negative gauge', createFamily('a', 'gauge', [sample('a', -1)]), []],
  [
    'a negative sum over negative bounds',
    createFamily('a', 'histogram', [sample('a_bucket', 1, { le: '-1' }), sample('a_sum', -2)]),
    [],
  ],
  ['an info gauge of 1', createFamily('a_info', 'gauge', [sample('a_info', 1)]), []],
  ['an info gauge of 7', createFamily('a_info', 'gauge', [sample('a_info', 7)]), ['infoNotOne']],
  ['a state of 2', createFamily('a', 'stateset', [sample('a', 2, { a: 'x' })]), ['stateNotBoolean']],
  ['a quantile above 1', createFamily('a', 'summary', [sample('a', 1, { quantile: '95' })]), ['badQuantile']],
];

describe('exposition-value', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionValue.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
