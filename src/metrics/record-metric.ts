import type { LabelSpecs } from '../catalog/metric-definition.js';
import type { CounterSeries } from './counter-series.js';
import { createStore, type SeriesByType, type StoreContext } from './create-store.js';
import type { MetricSeries } from './family.js';
import { createCounterHandle, createGaugeHandle, createHistogramHandle } from './handles.js';
import type { AnyMetric } from './metrics.js';
import type { SeriesStore } from './series-store.js';

/** A metric whose series live in a store of ours. */
export interface RecordedMetric {
  readonly type: keyof SeriesByType;
  readonly metric: AnyMetric;
  readonly store: SeriesStore<SeriesByType[keyof SeriesByType]>;
  readonly handle: object;
  series(): readonly MetricSeries[];
}

/** Creates the store of a metric and the handle by which a service measures. */
export function recordMetric(
  metric: AnyMetric,
  type: keyof SeriesByType,
  context: StoreContext,
): RecordedMetric {
  if (type === 'counter') {
    const store = createStore(metric, type, context);
    startKnownSeries(store, metric.labels);
    return { type, metric, store, handle: createCounterHandle(store), series: () => store.all };
  }
  if (type === 'gauge') {
    const store = createStore(metric, type, context);
    return { type, metric, store, handle: createGaugeHandle(store), series: () => store.all };
  }
  const store = createStore(metric, type, context);
  return { type, metric, store, handle: createHistogramHandle(store), series: () => store.all };
}

/** Series a counter of closed labels starts with at most. */
const maxKnownSeries = 64;

/** Creates the series of a counter whose label values are all known, so that `increase()` sees their first event. */
function startKnownSeries(store: SeriesStore<CounterSeries>, labels: LabelSpecs): void {
  let sets: string[][] = [[]];
  for (const spec of Object.values(labels)) {
    if (!Array.isArray(spec)) return;
    sets = sets.flatMap((set) => spec.map((value: string) => [...set, value]));
    if (sets.length > maxKnownSeries) return;
  }
  for (const set of sets) store.series(set);
}
