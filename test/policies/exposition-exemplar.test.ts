import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionExemplar } from '../../src/policies/exposition-exemplar.js';
import { createFamily, sample } from './create-family.js';

function withExemplar(name: string, length = 10) {
  const exemplar = { labels: [['id', 'é'.repeat(length - 2)] as const], text: '# {…} 1' };
  return { ...sample(name, 1), exemplar };
}

const table: [string, Parameters<typeof expositionExemplar.check>[0], string[]][] = [
  ['a counter without exemplar', createFamily('a', 'counter', [sample('a_total', 1)], 'openmetrics'), []],
  ['an exemplar of a counter', createFamily('a', 'counter', [withExemplar('a_total')], 'openmetrics'), []],
  ['an exemplar of a bucket', createFamily('a', 'histogram', [withExemplar('a_bucket')], 'openmetrics'), []],
  ['an exemplar of a gauge', createFamily('a', 'gauge', [withExemplar('a')], 'openmetrics'), ['wrongSample']],
  ['an exemplar in text', createFamily('a_total', 'counter', [withExemplar('a_total')]), ['notInText']],
  [
    'an exemplar of 128 characters',
    createFamily('a', 'counter', [withExemplar('a_total', 128)], 'openmetrics'),
    [],
  ],
  [
    'an exemplar of 129 characters',
    createFamily('a', 'counter', [withExemplar('a_total', 129)], 'openmetrics'),
    ['tooLong'],
  ],
];

describe('exposition-exemplar', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionExemplar.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
