import { definePolicy } from '../problem.js';
import { type ExpositionFamily, type ExpositionSample, labelKey } from './exposition-family.js';

/** One label set of a histogram. */
interface HistogramSeries {
  readonly first: ExpositionSample;
  readonly buckets: { readonly bound: string; readonly sample: ExpositionSample }[];
  count?: ExpositionSample;
  sum?: ExpositionSample;
}

/** Judges that the buckets of a histogram make one: ascending to `+Inf`, cumulative, and equal to the count. */
export const expositionHistogram = definePolicy({
  id: 'exposition-histogram',
  summary: 'Buckets ascend to `+Inf`, their counts never fall, and the last equals the count.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written carries buckets.' },
  messages: {
    badBound: 'Bound `{bound}` of a bucket of `{name}` is no number.',
    countDiffers: '`{name}_count` is {count}, but the bucket `+Inf` has {last}.',
    falling: 'Bucket `{bound}` of `{name}` has {value}, fewer than the {before} of the bucket below it.',
    missingCount: 'Histogram `{name}` has buckets but no `{name}_{suffix}count`.',
    missingInf: 'Histogram `{name}` has no bucket `+Inf`, so no quantile of it can be computed.',
    missingSum: 'Histogram `{name}` has buckets but no `{name}_{suffix}sum`.',
    unordered: 'Bucket `{bound}` of `{name}` stands after `{before}`; bounds ascend.',
  },
  *check(family: ExpositionFamily) {
    const { name, type } = family;
    if (type !== 'histogram' && type !== 'gaugehistogram') return;
    const suffix = type === 'gaugehistogram' ? 'g' : '';
    for (const series of groupSeries(family)) {
      const { first, buckets, count, sum } = series;
      const data = { name, suffix, line: first.line };
      const last = buckets.find(({ bound }) => parseBound(bound) === Infinity)?.sample;
      yield* judgeBuckets(name, series);
      if (last === undefined) yield { message: 'missingInf', data, part: first.name };
      if (count === undefined && buckets.length > 0)
        yield { message: 'missingCount', data, part: first.name };
      if (sum === undefined && count !== undefined && family.format === 'text')
        yield { message: 'missingSum', data, part: first.name };
      if (count !== undefined && last !== undefined && !Object.is(count.value, last.value)) {
        const figures = { name, count: count.valueText, last: last.valueText, line: count.line };
        yield { message: 'countDiffers', data: figures, part: count.valueText };
      }
    }
  },
});

function* judgeBuckets(name: string, { buckets }: HistogramSeries) {
  let before: { bound: string; value: number } | undefined;
  for (const { bound, sample } of buckets) {
    const data = { name, bound, line: sample.line };
    const number = parseBound(bound);
    if (Number.isNaN(number)) {
      yield { message: 'badBound', data, part: bound } as const;
      continue;
    }
    if (before !== undefined && number < parseBound(before.bound)) {
      yield { message: 'unordered', data: { ...data, before: before.bound }, part: bound } as const;
    } else if (before !== undefined && sample.value < before.value) {
      const figures = { ...data, value: sample.valueText, before: before.value };
      yield { message: 'falling', data: figures, part: sample.valueText } as const;
    }
    before = { bound, value: sample.value };
  }
}

function groupSeries({ name, samples }: ExpositionFamily): Iterable<HistogramSeries> {
  const groups = new Map<string, HistogramSeries>();
  for (const sample of samples) {
    const suffix = sample.name.slice(name.length);
    if (suffix === '' || suffix === '_created') continue;
    const key = labelKey(sample.labels, 'le');
    const series = groups.get(key) ?? { first: sample, buckets: [] };
    groups.set(key, series);
    const bound = sample.labels.find(([label]) => label === 'le')?.[1];
    if (suffix === '_bucket' && bound !== undefined) series.buckets.push({ bound, sample });
    if (suffix === '_count' || suffix === '_gcount') series.count ??= sample;
    if (suffix === '_sum' || suffix === '_gsum') series.sum ??= sample;
  }
  return groups.values();
}

function parseBound(text: string): number {
  if (/^\+?inf(?:inity)?$/i.test(text)) return Infinity;
  return /^[+-]?[\d.]+(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
