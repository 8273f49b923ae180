import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject } from './subject.js';

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const typeWords = ['counter', 'gauge', 'histogram', 'summary', 'metric'];
const generatedSuffixes = ['_count', '_sum', '_bucket', '_created', '_gcount', '_gsum'];

/** Judges the form of a metric name: snake_case, without the words that Prometheus appends or that only name the type. */
export const metricName = definePolicy({
  id: 'metric-name',
  summary: 'Metric names are snake_case and carry neither their type nor a suffix Prometheus makes itself.',
  severity: 'error',
  lint: 'rule',
  messages: {
    notSnakeCase: 'Metric name `{name}` is not snake_case; `{suggestion}` would be.',
    noWord: 'Metric name `{name}` has no word in it; a name is snake_case words of a-z and 0-9.',
    typeWord: 'Metric name `{name}` contains the type word `{word}`; a name says what is measured.',
    generatedSuffix:
      'Metric name `{name}` ends in `{suffix}`, which Prometheus appends to what it derives from a metric.',
  },
  *check({ name }: MetricSubject, conventions) {
    if (isForeign(name, conventions)) return;
    if (!snakeCase.test(name)) {
      const suggestion = toSnakeCase(name);
      yield suggestion === ''
        ? { message: 'noWord', data: { name }, part: name }
        : { message: 'notSnakeCase', data: { name, suggestion }, part: name };
      return;
    }
    const word = name.split('_').find((token) => typeWords.includes(token));
    if (word !== undefined) yield { message: 'typeWord', data: { name, word }, part: word };
    const suffix = generatedSuffixes.find((candidate) => name.endsWith(candidate));
    if (suffix !== undefined) yield { message: 'generatedSuffix', data: { name, suffix }, part: suffix };
  },
});

/** Returns the nearest snake_case spelling of a name, or an empty string when the name has no letter a-z. */
export function toSnakeCase(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_$/g, '')
    .toLowerCase();
}
