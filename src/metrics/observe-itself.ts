import {
  telemetryCollectErrorsTotal,
  telemetryMetricOverflowsTotal,
  telemetryMetricRejectsTotal,
  telemetrySamplesRatio,
} from '../catalog/telemetry-metrics.js';
import type { Losses, Tally } from './losses.js';
import type { AnyMetric } from './metrics.js';
import type { SeriesReader } from './observed-series.js';

/** What metrics tell of themselves. */
export interface SelfObservation {
  readonly losses: Losses;
  /** Share of the samples that are in use. */
  usedRatio(): number;
  observe(metric: AnyMetric, read: SeriesReader): void;
}

/** Puts the losses of metrics on their own page, and how near it is to being full. */
export function observeItself({ losses, usedRatio, observe }: SelfObservation): void {
  observe(telemetryMetricRejectsTotal, () => read(Object.entries(losses.rejects)));
  observe(telemetryCollectErrorsTotal, () => read([...losses.failures]));
  // After those that can overflow, so that their tallies are on the first page already.
  observe(telemetryMetricOverflowsTotal, () => {
    losses.sayOverflows();
    return read([...losses.overflows]);
  });
  observe(telemetrySamplesRatio, () => [[[], usedRatio()]]);
}

function read(tallies: readonly (readonly [string, Tally])[]): [values: string[], value: number][] {
  return tallies.map(([name, { count }]) => [[name], count]);
}
