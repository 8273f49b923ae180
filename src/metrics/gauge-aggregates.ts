import type { Aggregate } from './page-part.js';

/**
 * How the gauges of several processes become one, unless they are added up. Heap and event loop tell of the worst
 * process, because that is the one an alert is for.
 */
const aggregates: Readonly<Record<string, Aggregate>> = {
  process_start_time_seconds: 'first',
  process_max_fds: 'max',
  nodejs_heap_size_total_bytes: 'max',
  nodejs_heap_size_used_bytes: 'max',
  nodejs_heap_size_limit_bytes: 'max',
  nodejs_eventloop_lag_seconds: 'max',
  nodejs_eventloop_lag_min_seconds: 'min',
  nodejs_eventloop_lag_max_seconds: 'max',
  nodejs_eventloop_lag_mean_seconds: 'avg',
  nodejs_eventloop_lag_stddev_seconds: 'max',
  nodejs_eventloop_lag_p50_seconds: 'max',
  nodejs_eventloop_lag_p90_seconds: 'max',
  nodejs_eventloop_lag_p99_seconds: 'max',
  nodejs_eventloop_utilization_ratio: 'max',
};

/** Returns how the gauge of a name is merged; an info metric is the primary's own. */
export function findAggregate(name: string): Aggregate {
  if (name.endsWith('_info')) return 'first';
  return Object.hasOwn(aggregates, name) ? (aggregates[name] ?? 'sum') : 'sum';
}
