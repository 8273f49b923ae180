import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionSeries } from '../../src/policies/exposition-series.js';
import { createFamily, sample } from './create-family.js';

const table: [string, Parameters<typeof expositionSeries.check>[0], string[]][] = [
  ['two series', createFamily('a', 'gauge', [sample('a', 1, { b: 'x' }), sample('a', 1, { b: 'y' })]), []],
  ['one series twice', createFamily('a', 'gauge', [sample('a', 1), sample('a', 2)]), ['duplicateSeries']],
  [
    'one series in two orders of labels',
    createFamily('a', 'gauge', [sample('a', 1, { b: '1', c: '2' }), sample('a', 1, { c: '2', b: '1' })]),
    ['duplicateSeries'],
  ],
  [
    'a label twice',
    createFamily('a', 'gauge', [
      {
        ...sample('a', 1),
        labels: [
          ['b', '1'],
          ['b', '2'],
        ],
      },
    ]),
    ['duplicateLabel'],
  ],
  [
    'a family in two places',
    { ...createFamily('a', 'gauge', [sample('a', 1)]), reopened: true },
    ['interleaved'],
  ],
  [
    'a reserved label of a foreign metric',
    createFamily('process_a', 'gauge', [sample('process_a', 1, { __b: 'x' })]),
    ['reservedLabel'],
  ],
];

describe('exposition-series', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionSeries.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
