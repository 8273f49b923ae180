import type { BoundCounter } from './counter-series.js';
import type { BoundGauge } from './gauge-series.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from './handles.js';
import type { BoundHistogram } from './histogram-series.js';

type Bound = BoundCounter & BoundGauge & BoundHistogram;

/** Stands in for a metric that was refused in production: everything can be called and nothing is recorded. */
export type RefusedMetric = Bound &
  CounterHandle &
  GaugeHandle &
  HistogramHandle & { series(values: readonly string[]): Bound };

const nothing = () => undefined;

/** A refused metric; its timers still tell the time. */
export const refusedMetric: RefusedMetric = Object.freeze({
  inc: nothing,
  dec: nothing,
  set: nothing,
  observe: nothing,
  with: () => refusedMetric,
  series: () => refusedMetric,
  timer() {
    const startedAt = performance.now();
    return () => (performance.now() - startedAt) / 1000;
  },
});
