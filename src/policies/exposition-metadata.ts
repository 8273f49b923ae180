import { definePolicy } from '../problem.js';
import type { ExpositionFormat } from './exposition-family.js';

const textTypes = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
const openMetricsTypes = [
  'counter',
  'gauge',
  'gaugehistogram',
  'histogram',
  'info',
  'stateset',
  'summary',
  'unknown',
];

/** A HELP, TYPE or UNIT line, and what the page has said of the same metric before it. */
export interface MetadataLine {
  readonly keyword: 'HELP' | 'TYPE' | 'UNIT';
  readonly name: string;
  readonly text: string;
  readonly format: ExpositionFormat;
  readonly isRepeated: boolean;
  readonly followsSamples: boolean;
}

/** Judges HELP, TYPE and UNIT lines: one each, before the samples, of a type the format knows. */
export const expositionMetadata = definePolicy({
  id: 'exposition-metadata',
  summary: 'HELP, TYPE and UNIT stand once and before the samples, and the type is one of the format.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written can be read.' },
  messages: {
    afterSamples: '{keyword} of `{name}` stands after its first sample, which was read without it.',
    repeated: '{keyword} of `{name}` is said a second time.',
    unitNotSuffix: 'The unit of `{name}` is `{unit}`, but the name does not end in `_{unit}`.',
    unknownType: 'The type of `{name}` is `{type}`; the format knows {types}.',
  },
  *check({ keyword, name, text, format, isRepeated, followsSamples }: MetadataLine) {
    if (isRepeated) yield { message: 'repeated', data: { keyword, name }, part: name };
    else if (followsSamples && (keyword === 'TYPE' || format === 'openmetrics'))
      yield { message: 'afterSamples', data: { keyword, name }, part: name };
    const known = format === 'text' ? textTypes : openMetricsTypes;
    if (keyword === 'TYPE' && !known.includes(text))
      yield { message: 'unknownType', data: { name, type: text, types: known.join(', ') }, part: text };
    if (keyword === 'UNIT' && text !== '' && !name.endsWith(`_${text}`))
      yield { message: 'unitNotSuffix', data: { name, unit: text }, part: text };
  },
});
