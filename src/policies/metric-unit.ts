import type { Conventions } from '../conventions.js';
import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject, MetricType } from './subject.js';

/** Scaled or foreign units → the base unit Prometheus wants (promlint's table, with its misspelling of mebi mended). */
const baseUnits: Readonly<Record<string, string>> = {
  ...scaled('seconds', ['nano', 'micro', 'milli'], ['seconds', 'second', 'sec']),
  ...scaled('bytes', ['kilo', 'mega', 'giga', 'tera', 'kibi', 'mebi', 'gibi', 'tebi'], ['bytes', 'byte']),
  ...Object.fromEntries(
    ['ns', 'us', 'ms', 's', 'sec', 'minutes', 'hours', 'days', 'weeks'].map((u) => [u, 'seconds']),
  ),
  ...Object.fromEntries(['kb', 'mb', 'gb', 'tb', 'kib', 'mib', 'gib', 'bits'].map((u) => [u, 'bytes'])),
  ...Object.fromEntries(['percent', 'percentage', 'pct'].map((u) => [u, 'ratio'])),
};

/** Judges the end of a metric name: a listed suffix, base units only, `_total` on counters and nowhere else. */
export const metricUnit = definePolicy({
  id: 'metric-unit',
  summary: 'Metric names end in a unit of the list; counters, and only counters, end in `_total`.',
  severity: 'error',
  lint: 'rule',
  messages: {
    missingTotal: 'Counter `{name}` does not end in `_total`; `{suggestion}` would.',
    unexpectedTotal: '{type} `{name}` ends in `_total`, which is for counters.',
    missingUnit: 'Metric name `{name}` does not end in one of {suffixes}.',
    scaledUnit: 'Metric name `{name}` counts in `{unit}`; use the base unit `{base}`.',
    infoOnCounter: '{type} `{name}` ends in `_info`, which is for gauges that are always 1.',
  },
  *check({ name, type }: MetricSubject, conventions) {
    if (isForeign(name, conventions)) return;
    const unit = name
      .split('_')
      .slice(1)
      .find((word) => Object.hasOwn(baseUnits, word));
    if (unit !== undefined)
      yield { message: 'scaledUnit', data: { name, unit, base: baseUnits[unit] }, part: unit };
    yield* judgeSuffix(name, type, conventions);
  },
});

function* judgeSuffix(name: string, type: MetricType, conventions: Conventions) {
  if (type === 'counter' && !name.endsWith('_total')) {
    yield { message: 'missingTotal', data: { name, suggestion: `${name}_total` }, part: name } as const;
    return;
  }
  if (type === 'untyped') return;
  if (type !== 'counter' && name.endsWith('_total')) {
    yield { message: 'unexpectedTotal', data: { name, type: capitalise(type) }, part: '_total' } as const;
  } else if (type !== 'gauge' && name.endsWith('_info')) {
    yield { message: 'infoOnCounter', data: { name, type: capitalise(type) }, part: '_info' } as const;
  } else if (type !== 'counter') {
    // Only what this type may end in, so that following the sentence does not lead to the next one.
    const allowed = conventions.unitSuffixes.filter(
      (suffix) => suffix !== '_total' && (suffix !== '_info' || type === 'gauge'),
    );
    if (allowed.some((suffix) => name.endsWith(suffix))) return;
    const suffixes = allowed.map((suffix) => `\`${suffix}\``).join(', ');
    yield { message: 'missingUnit', data: { name, suffixes }, part: name } as const;
  }
}

function scaled(base: string, prefixes: readonly string[], words: readonly string[]): Record<string, string> {
  return Object.fromEntries(prefixes.flatMap((prefix) => words.map((word) => [prefix + word, base])));
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
