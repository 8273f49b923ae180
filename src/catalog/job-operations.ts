import { defineOperation } from './define-operation.js';

/** A run takes as long as it takes, and each is worth a line. */
const run = {
  side: 'job',
  slowMs: 0,
  access: 'always',
  attributes: ['component', 'jobName'],
} as const;

/** A run of a job that a schedule starts. */
export const jobCronRun = defineOperation({
  name: 'job.cron.run',
  brief: 'A run of a job that a schedule starts.',
  type: 'cron',
  spanKind: 'internal',
  ...run,
});

/** A run of a job that somebody starts. */
export const jobTaskRun = defineOperation({
  name: 'job.task.run',
  brief: 'A run of a job that is started by hand or by a program.',
  type: 'job',
  spanKind: 'internal',
  ...run,
});

/** A run of a job that waited in a queue. */
export const jobQueueRun = defineOperation({
  name: 'job.queue.run',
  brief: 'A run of a job taken from a queue.',
  type: 'queue',
  spanKind: 'consumer',
  ...run,
  attributes: [...run.attributes, 'peerService', 'messagingDestination', 'messagingOperation'],
});
