import { defaultBuckets, fullName } from '../catalog/define-metric.js';
import type { FrameworkMetric, LabelSpecs, MetricDefinition } from '../catalog/metric-definition.js';
import type { Conventions } from '../conventions.js';
import { CounterSeries } from './counter-series.js';
import { createExemplarSource, type Tick } from './exemplar.js';
import type { SeriesSetting } from './family.js';
import { GaugeSeries } from './gauge-series.js';
import { createBucketLayout, HistogramSeries } from './histogram-series.js';
import type { Losses, Tally } from './losses.js';
import type { SampleBudget } from './sample-budget.js';
import { type SeriesSeed, SeriesStore } from './series-store.js';

/** What all stores of one telemetry share. */
export interface StoreContext {
  readonly conventions: Conventions;
  /** Series a metric may have; it can change while the process runs. */
  readonly budget: { readonly series: number };
  readonly losses: Losses;
  readonly samples: SampleBudget;
  /** Counts the OpenMetrics pages. */
  readonly pages: Tick;
  readonly traceId?: (() => string | undefined) | undefined;
}

/** The series of each type of metric. */
export interface SeriesByType {
  readonly counter: CounterSeries;
  readonly gauge: GaugeSeries;
  readonly histogram: HistogramSeries;
}

/** Creates the empty store of a metric. */
export function createStore<Type extends keyof SeriesByType>(
  metric: MetricDefinition | FrameworkMetric,
  type: Type,
  context: StoreContext,
): SeriesStore<SeriesByType[Type]> {
  const { conventions, budget, losses, samples, pages, traceId } = context;
  const name = fullName(metric, conventions);
  const setting: SeriesSetting = {
    name,
    reject: losses.numberRejecter(name),
    exemplars: createExemplarSource(pages, metric.origin === 'user' ? traceId : undefined),
  };
  const bounds = metric.buckets ?? defaultBuckets;
  return new SeriesStore({
    name,
    labels: metric.labels,
    budget,
    samplesPerSeries: type === 'histogram' ? bounds.length + 3 : 1,
    samples,
    overflow: createOverflowTally(name, metric.labels, losses),
    create: seriesMaker(type, setting, bounds),
    onLabelLoss: () => losses.reject('label'),
    onOverflow: () => losses.sayOverflow(name),
  });
}

/** Only a metric with an open label is expected to overflow, so only that one has its tally on the page from the start. */
function createOverflowTally(name: string, labels: LabelSpecs, losses: Losses): Tally {
  if (Object.values(labels).some((spec) => !Array.isArray(spec))) return losses.overflowsOf(name);
  return {
    get count() {
      return losses.overflowsOf(name).count;
    },
    set count(count) {
      losses.overflowsOf(name).count = count;
    },
  };
}

function seriesMaker<Type extends keyof SeriesByType>(
  type: Type,
  setting: SeriesSetting,
  bounds: readonly number[],
): (seed: SeriesSeed) => SeriesByType[Type] {
  const layout = createBucketLayout(bounds);
  const makers: { [Key in keyof SeriesByType]: (seed: SeriesSeed) => SeriesByType[Key] } = {
    counter: (seed) => new CounterSeries(seed, setting),
    gauge: (seed) => new GaugeSeries(seed, setting),
    histogram: (seed) => new HistogramSeries(seed, setting, layout),
  };
  return makers[type];
}
