import { defaultBuckets, defineFrameworkMetric } from './define-metric.js';

/** What every client metric of Ego tells apart; `name` is the client's configured name, `peer` the address it calls. */
const labels = {
  type: ['unary', 'stream', 'http', 'gorm', 'redis', 'kafka', 'mongo', 'oss', 'es', 'amqp', 'queue'],
  name: { budget: 100 },
  method: { budget: 500 },
  peer: { budget: 100 },
} as const;

/** Calls begun, counted before the call is made. */
export const clientStartedTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'client_started_total',
  help: 'Calls a client has begun.',
  labels,
});

/** Calls finished, by outcome; success is `OK` for every type, HTTP keeps its status text. */
export const clientHandleTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'client_handle_total',
  help: 'Calls a client has finished, by outcome.',
  labels: { ...labels, code: { budget: 100 } },
});

/** Time from the start of a call to its end. */
export const clientHandleSeconds = defineFrameworkMetric({
  type: 'histogram',
  name: 'client_handle_seconds',
  help: 'Time a call of a client took.',
  labels,
  buckets: defaultBuckets,
});

/** State of connection pools, one `index` a figure, under the name the published Ego dashboards read. */
export const clientStatsGauge = defineFrameworkMetric({
  type: 'gauge',
  name: 'client_stats_gauge',
  help: 'State of a client, such as its connection pool, one index a figure.',
  labels: { type: [...labels.type, 'breaker'], name: labels.name, index: { budget: 50 } },
  waive: {
    'metric-name': 'The published Ego dashboards read this name.',
    'metric-unit': 'The published Ego dashboards read this name; its figures have several units.',
  },
});
