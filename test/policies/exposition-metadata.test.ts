import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { expositionMetadata, type MetadataLine } from '../../src/policies/exposition-metadata.js';

const line: MetadataLine = {
  keyword: 'TYPE',
  name: 'custom_a_total',
  text: 'counter',
  format: 'text',
  isRepeated: false,
  followsSamples: false,
};

const table: [string, Parameters<typeof expositionMetadata.check>[0], string[]][] = [
  ['the first TYPE', line, []],
  ['a second HELP', { ...line, keyword: 'HELP', isRepeated: true }, ['repeated']],
  ['a TYPE behind its samples', { ...line, followsSamples: true }, ['afterSamples']],
  ['a HELP behind its samples', { ...line, keyword: 'HELP', followsSamples: true }, []],
  [
    'a HELP behind its samples in OpenMetrics',
    { ...line, keyword: 'HELP', format: 'openmetrics', followsSamples: true },
    ['afterSamples'],
  ],
  ['a type nobody knows', { ...line, text: 'meter' }, ['unknownType']],
  ['a type of OpenMetrics in text', { ...line, text: 'stateset' }, ['unknownType']],
  ['a type of OpenMetrics', { ...line, format: 'openmetrics', text: 'stateset' }, []],
  [
    'a unit that ends the name',
    { ...line, keyword: 'UNIT', name: 'custom_wait_seconds', text: 'seconds' },
    [],
  ],
  ['a unit that does not', { ...line, keyword: 'UNIT', text: 'seconds' }, ['unitNotSuffix']],
];

describe('exposition-metadata', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...expositionMetadata.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
