import type { LabelSpecs, LabelValues } from '../catalog/metric-definition.js';
import type { BoundCounter } from './counter-series.js';
import type { BoundGauge } from './gauge-series.js';
import type { BoundHistogram } from './histogram-series.js';
import type { SeriesStore } from './series-store.js';

/** The arguments of a measurement: a label set first, unless the metric has no labels. */
export type Measurement<Labels extends LabelSpecs, Rest extends unknown[]> = [keyof Labels] extends [never]
  ? Rest
  : [labels: LabelValues<Labels>, ...rest: Rest];

/** Counts under declared labels; nothing it is given makes it throw. */
export interface CounterHandle<Labels extends LabelSpecs = LabelSpecs> {
  /** Adds a number, 1 by default. */
  inc(...measurement: Measurement<Labels, [value?: number]>): void;
  /** Returns the counter of one label set, which is faster than naming the labels each time. */
  with(labels: LabelValues<Labels>): BoundCounter;
}

/** Holds numbers under declared labels; nothing it is given makes it throw. */
export interface GaugeHandle<Labels extends LabelSpecs = LabelSpecs> {
  set(...measurement: Measurement<Labels, [value: number]>): void;
  /** Adds a number, 1 by default. */
  inc(...measurement: Measurement<Labels, [value?: number]>): void;
  /** Subtracts a number, 1 by default. */
  dec(...measurement: Measurement<Labels, [value?: number]>): void;
  with(labels: LabelValues<Labels>): BoundGauge;
}

/** Observes numbers under declared labels; nothing it is given makes it throw. */
export interface HistogramHandle<Labels extends LabelSpecs = LabelSpecs> {
  observe(...measurement: Measurement<Labels, [value: number]>): void;
  with(labels: LabelValues<Labels>): BoundHistogram;
  /** Starts a clock; the function it returns stops it, observes the seconds and returns them. */
  timer(...measurement: Measurement<Labels, []>): () => number;
}

type LabelSet = Readonly<Record<string, unknown>>;

/** Makes a counter handle of a store. */
export function createCounterHandle<Series extends BoundCounter>(store: SeriesStore<Series>): CounterHandle {
  const bind = bindTo(store);
  if (store.names.length === 0) {
    const series = bind();
    return plain({ inc: (value?: number) => series.inc(value), with: bind });
  }
  return { inc: (labels: LabelSet, value?: number) => store.find(labels).inc(value), with: bind };
}

/** Makes a gauge handle of a store. */
export function createGaugeHandle<Series extends BoundGauge>(store: SeriesStore<Series>): GaugeHandle {
  const bind = bindTo(store);
  if (store.names.length === 0) {
    const series = bind();
    return plain({
      set: (value: number) => series.set(value),
      inc: (value?: number) => series.inc(value),
      dec: (value?: number) => series.dec(value),
      with: bind,
    });
  }
  return {
    set: (labels: LabelSet, value: number) => store.find(labels).set(value),
    inc: (labels: LabelSet, value?: number) => store.find(labels).inc(value),
    dec: (labels: LabelSet, value?: number) => store.find(labels).dec(value),
    with: bind,
  };
}

/** Makes a histogram handle of a store. */
export function createHistogramHandle<Series extends BoundHistogram>(
  store: SeriesStore<Series>,
): HistogramHandle {
  const bind = bindTo(store);
  const timer = (labels?: LabelSet) => startTimer(bind(labels));
  if (store.names.length === 0) {
    const series = bind();
    return plain({ observe: (value: number) => series.observe(value), with: bind, timer });
  }
  return {
    observe: (labels: LabelSet, value: number) => store.find(labels).observe(value),
    with: bind,
    timer,
  };
}

/** A handle without labels has the type that its definition gives it; here all definitions are one. */
function plain<Handle>(handle: object): Handle {
  return handle as Handle;
}

function bindTo<Series extends object>(store: SeriesStore<Series>): (labels?: LabelSet) => Series {
  return store.names.length === 0 ? () => store.series([]) : (labels) => store.find(labels ?? {});
}

function startTimer(series: BoundHistogram): () => number {
  const startedAt = performance.now();
  return () => {
    const seconds = (performance.now() - startedAt) / 1000;
    series.observe(seconds);
    return seconds;
  };
}
