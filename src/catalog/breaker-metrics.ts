import { defineFrameworkMetric } from './define-metric.js';

/**
 * What happened at circuit breakers; their state is `client_stats_gauge` of the type
 * `breaker`, whose index `open` is 0 closed, 0.5 half open and 1 open. Ego has none.
 */
export const breakerEventsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'breaker_events_total',
  help: 'What happened at a circuit breaker: calls by how they ended, and changes of its state.',
  labels: {
    name: { budget: 100 },
    event: ['success', 'failure', 'timeout', 'reject', 'fallback', 'open', 'half_open', 'close'],
  },
});
