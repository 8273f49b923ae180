import type { ForeignMetric } from './collect-foreign.js';
import { renderLabels } from './exposition-text.js';
import type { Family } from './family.js';
import type { Losses } from './losses.js';
import { readSubject } from './metric-subject.js';
import type { Aggregate, PartFamily, PartSeries, Point } from './page-part.js';
import { createForeignReader, type ForeignFamily } from './render-foreign.js';
import type { SlicedWork } from './run-in-slices.js';

const seriesPerStep = 128;

/** Reads a metric of ours for others to merge, yielding between its steps. */
export function* readOwn(family: Family): SlicedWork<PartFamily> {
  const { name, type, help, aggregate } = family;
  const series: PartSeries[] = [];
  let points: readonly Point[] = [];
  for (const one of family.series()) {
    const samples = one.samples();
    if (series.length === 0) {
      points = samples.map(({ suffix, le }) => [suffix, le === undefined ? '' : `le="${le}"`]);
    }
    const exemplars = samples.map(({ exemplar = '' }) => exemplar);
    series.push([
      renderLabels(family.labelNames, one.values),
      samples.map(({ value }) => value),
      exemplars.some((text) => text !== '') ? exemplars : undefined,
    ]);
    if (series.length % seriesPerStep === 0) yield;
  }
  return { name, type, help, aggregate, points, series };
}

/** Reads a foreign metric for others to merge; the quantiles of a summary cannot be merged and are left out. */
export function* readForeign(
  family: ForeignFamily,
  metric: ForeignMetric,
  losses: Losses,
): SlicedWork<PartFamily> {
  const read = createForeignReader(family, losses);
  const points = new Map<string, Point>();
  const rows = new Map<string, Map<string, number>>();
  for (const [i, value] of family.values.entries()) {
    const sample = read(value);
    if (sample === undefined || sample.point[1].startsWith('quantile=')) continue;
    const key = sample.point.join('{');
    points.set(key, sample.point);
    const row = rows.get(sample.labels) ?? new Map<string, number>();
    rows.set(sample.labels, row.set(key, sample.value));
    if (i % seriesPerStep === 0) yield;
  }
  const keys = [...points.keys()];
  const series = [...rows].map(([labels, row]): PartSeries => [labels, keys.map((key) => row.get(key) ?? 0)]);
  const { name, type, help } = family;
  return { name, type, help, aggregate: readAggregate(metric), points: [...points.values()], series };
}

const words: Readonly<Record<string, Aggregate>> = {
  max: 'max',
  min: 'min',
  average: 'avg',
  first: 'first',
  omit: 'omit',
};

/** Returns what prom-client's `aggregator` means; a callback of the service's own cannot travel and sums. */
function readAggregate(metric: ForeignMetric): Aggregate {
  const { aggregator } = metric as ForeignMetric & { aggregator?: unknown };
  if (readSubject(metric).name.endsWith('_info')) return 'first';
  return (typeof aggregator === 'string' ? words[aggregator] : undefined) ?? 'sum';
}
