import { fullName } from '../catalog/define-metric.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { isOpaque, type ResultLabels } from '../promql/index.js';
import { createDeclaredMetrics } from './declared-metrics.js';

/** A series as queries know it. */
export interface KnownSeries {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  /** What it can carry: the declared labels, `le`, and what the scrape attaches. */
  readonly labels: readonly string[];
  readonly isBucket: boolean;
}

/** What queries may read, by the names that they use. */
export interface QueryScope {
  /** Every series of the catalog and every recorded name. */
  readonly names: readonly string[];
  find(name: string): KnownSeries | undefined;
  /** Names that a histogram of this very name is queried by. */
  histogramSeries(name: string): readonly string[] | undefined;
  /** Whether something yields the name, or nothing can be known of it. */
  isKnown(name: string): boolean;
  /** The labels of the series of a name, as far as they are known. */
  seriesLabels(name: string): ResultLabels | undefined;
}

/** By what a query is judged. */
export interface QueryScopeOptions {
  readonly catalog: ServiceCatalog;
  /** Names of recording rules; absent when no rule file is at hand, so that names with colons cannot be judged. */
  readonly recorded?: ReadonlySet<string>;
  /** The labels of what recording rules make. */
  readonly recordedLabels?: (name: string) => ResultLabels | undefined;
}

/** Indexes a catalog and the recording rules at hand by the names of series. */
export function createQueryScope({ catalog, recorded, recordedLabels }: QueryScopeOptions): QueryScope {
  const { conventions } = catalog;
  const declared = createDeclaredMetrics(catalog);
  const series = new Map(listSeries(catalog).map((one) => [one.name, one]));
  return {
    names: [...series.keys(), ...(recorded ?? [])],
    find: (name) => series.get(name),
    histogramSeries: (name) =>
      declared.find(name)?.type === 'histogram'
        ? histogramSuffixes.map((suffix) => name + suffix)
        : undefined,
    isKnown: (name) =>
      series.has(name) ||
      (recorded === undefined ? name.includes(':') : recorded.has(name)) ||
      isOpaque(name) ||
      (name.startsWith(conventions.userPrefix) && !declared.owns(name)),
    seriesLabels: (name) => {
      const labels = series.get(name)?.labels;
      if (labels === undefined) return recordedLabels?.(name);
      return { isOpen: false, names: new Set(labels), dropped: new Set() };
    },
  };
}

const histogramSuffixes = ['_bucket', '_sum', '_count'];

function listSeries({ metrics, conventions }: ServiceCatalog): KnownSeries[] {
  const attached = [...conventions.targetLabels, ...conventions.scrape.podLabels, '__name__'];
  return metrics.flatMap((metric): KnownSeries[] => {
    const name = fullName(metric, conventions);
    const labels = [...Object.keys(metric.labels), ...attached];
    if (metric.type !== 'histogram') return [{ name, type: metric.type, labels, isBucket: false }];
    return histogramSuffixes.map((suffix) => {
      const isBucket = suffix === '_bucket';
      return {
        name: name + suffix,
        type: 'counter',
        labels: isBucket ? [...labels, 'le'] : labels,
        isBucket,
      };
    });
  });
}
