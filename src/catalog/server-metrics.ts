import { defaultBuckets, defineFrameworkMetric } from './define-metric.js';

/** What every server metric of Ego tells apart; `peer` is the caller's service name, `rpc_service` the called one. */
const labels = {
  type: ['http', 'unary', 'stream'],
  method: { budget: 500 },
  peer: { budget: 100 },
  rpc_service: { budget: 50 },
} as const;

/** Requests begun, counted at the start so that those in flight are visible (Ego counts them at the end). */
export const serverStartedTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'server_started_total',
  help: 'Requests a server has begun to handle.',
  labels,
});

/** Requests finished, by outcome. */
export const serverHandleTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'server_handle_total',
  help: 'Requests a server has finished, by outcome.',
  labels: {
    type: labels.type,
    method: labels.method,
    peer: labels.peer,
    code: { budget: 100 },
    uniform_code: { budget: 100 },
    rpc_service: labels.rpc_service,
  },
});

/** Time from the start of a request to its end. */
export const serverHandleSeconds = defineFrameworkMetric({
  type: 'histogram',
  name: 'server_handle_seconds',
  help: 'Time a server took to handle a request.',
  labels,
  buckets: defaultBuckets,
});
