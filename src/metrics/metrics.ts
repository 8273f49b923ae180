import type { Registry } from 'prom-client';
import type { FrameworkMetric, LabelSpecs, MetricDefinition } from '../catalog/metric-definition.js';
import type { Conventions } from '../conventions.js';
import type { BoundCounter } from './counter-series.js';
import type { BoundGauge } from './gauge-series.js';
import type { Exchange } from './exchange.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from './handles.js';
import type { BoundHistogram } from './histogram-series.js';
import type { RejectReason } from './losses.js';
import type { SeriesReader } from './observed-series.js';
import type { Page, PageRequest } from './pages.js';

/** How metrics are set up. */
export interface MetricsOptions {
  readonly conventions: Conventions;
  /** In production what breaks the conventions is refused and counted; elsewhere it throws `TRI_METRICS_REFUSED`. */
  readonly production: boolean;
  /** Where the metrics are registered. @default a new registry */
  readonly registry?: Registry;
  /** Whether the process and Node.js are observed. @default true */
  readonly runtimeCollectors?: boolean;
  /** Milliseconds a rendered page is served again. @default 1000 */
  readonly pageCacheMs?: number;
  /** Samples all metrics together may have; what comes after goes to the overflow series. @default 50000 */
  readonly sampleLimit?: number;
  /** Files or folders in which the application looks packages up. @default the main module and the working folder */
  readonly application?: readonly string[];
  /** Told once of each metric refused, left out or full. */
  onProblem(text: string): void;
  /** Reads the current trace id if its trace is recorded, for the exemplars of the service's own metrics. */
  traceId?(): string | undefined;
}

/** Series found by label values in the order of the metric's labels; always returns one and never throws. */
export interface SeriesFinder<Bound> {
  series(values: readonly string[]): Bound;
}
/** The series of a counter, for the hot path. */
export type CounterFamily = SeriesFinder<BoundCounter & { readonly values: readonly string[] }>;
/** The series of a gauge, for the hot path. */
export type GaugeFamily = SeriesFinder<BoundGauge>;
/** The series of a histogram, for the hot path. */
export type HistogramFamily = SeriesFinder<BoundHistogram>;

/** A metric of the framework or of the service. */
export type AnyMetric = MetricDefinition | FrameworkMetric;

/** All metrics of one telemetry. */
export interface Metrics {
  /** prom-client's registry, for libraries that bring metrics of their own; its own `metrics()` prints ours too. */
  readonly registry: Registry;
  counter<Labels extends LabelSpecs>(
    metric: MetricDefinition<'counter', string, Labels>,
  ): CounterHandle<Labels>;
  gauge<Labels extends LabelSpecs>(metric: MetricDefinition<'gauge', string, Labels>): GaugeHandle<Labels>;
  histogram<Labels extends LabelSpecs>(
    metric: MetricDefinition<'histogram', string, Labels>,
  ): HistogramHandle<Labels>;
  counterFamily(metric: AnyMetric): CounterFamily;
  gaugeFamily(metric: AnyMetric): GaugeFamily;
  histogramFamily(metric: AnyMetric): HistogramFamily;
  /** Has a counter or gauge read when a page is rendered; returns how to stop that. */
  observe(metric: AnyMetric, read: SeriesReader): () => void;
  /** Answers a scrape; never throws. */
  page(request?: PageRequest): Promise<Page>;
  /** Returns the same without a wait when a fresh page is at hand. */
  freshPage(request?: PageRequest): Page | undefined;
  /** Where the metrics of other processes come in; `aggregateProcesses` uses it. */
  readonly exchange: Exchange;
  /** Changes how many series a metric may have; those there are stay. */
  configure(changed: { readonly seriesBudget: number }): void;
  /** Counts something refused. */
  reject(reason: RejectReason): void;
  /** Stops what observes the process; everything else stays usable. */
  close(): void;
}
