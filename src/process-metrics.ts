import { type Aggregate, shareMetrics } from './metrics/index.js';
import type { Telemetry } from './telemetry.js';

/** How metrics of several processes are put together. */
export interface AggregationOptions {
  /** Full name of a gauge → what its series become; they are added up by default. Only the primary's say counts. */
  readonly gauges?: Readonly<Record<string, Aggregate>>;
}

/**
 * Makes `/metrics` of the primary cover the workers of `node:cluster` and worker threads. It is called once in each of
 * them; what a worker counted stays when it ends. Returns how to stop, which shutdown does too.
 */
export function aggregateProcesses(
  telemetry: Telemetry,
  options: AggregationOptions = {},
): () => Promise<void> {
  const stop = shareMetrics(telemetry.metrics.exchange, options);
  telemetry.onShutdown(stop);
  return stop;
}
