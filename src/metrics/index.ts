export type { BoundCounter } from './counter-series.js';
export { createMetrics } from './create-metrics.js';
export type { BoundGauge } from './gauge-series.js';
export type { CounterHandle, GaugeHandle, HistogramHandle } from './handles.js';
export type { BoundHistogram } from './histogram-series.js';
export type { RejectReason } from './losses.js';
export type {
  AnyMetric,
  CounterFamily,
  GaugeFamily,
  HistogramFamily,
  Metrics,
  MetricsOptions,
} from './metrics.js';
export type { SeriesReader } from './observed-series.js';
export type { Aggregate } from './page-part.js';
export type { Page, PageRequest } from './pages.js';
export { shareMetrics } from './share-metrics.js';
