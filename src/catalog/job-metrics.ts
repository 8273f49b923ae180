import { defaultBuckets, defineFrameworkMetric } from './define-metric.js';

const labels = { type: ['cron', 'job', 'queue'], name: { budget: 200 } } as const;

/** Runs of jobs: `begin` as in Ego, and the outcome `ok` or `fail`, which Ego does not count. */
export const jobHandleTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'job_handle_total',
  help: 'Runs of jobs, counted when they begin and by outcome when they end.',
  labels: { ...labels, code: ['begin', 'ok', 'fail'] },
});

/** Time a run of a job took. */
export const jobHandleSeconds = defineFrameworkMetric({
  type: 'histogram',
  name: 'job_handle_seconds',
  help: 'Time a run of a job took.',
  labels,
  buckets: defaultBuckets,
});
