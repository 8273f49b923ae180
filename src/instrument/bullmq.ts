import type { Job, Queue, Worker } from 'bullmq';
import { TricordError } from '../errors.js';
import type { Telemetry } from '../telemetry.js';
import { observeQueue } from './family/bullmq-queue.js';
import { observeJobs } from './family/bullmq-worker.js';
import { createMessagingEvents } from './family/messaging.js';

/** Options of the BullMQ adapter. */
export interface BullmqOptions {
  /** Name of the client that adds jobs, e.g. `bullmq.mails`; runs are counted by the name of their queue. @default 'bullmq' */
  readonly name?: string;
}

/**
 * Makes an operation of every job that a BullMQ queue is given, or of every run that a worker makes of one, in the trace
 * of whoever added it, and counts retries, jobs given up and stalled ones. Data is told only to operators who ask.
 * Returns what detaches it. Throws `TRI_BULLMQ_NOT_OBSERVABLE` for what is neither.
 * @example
 * instrumentBullmq(telemetry, queue, { name: 'bullmq.mails' });
 * instrumentBullmq(telemetry, worker); // right after it is made
 */
export function instrumentBullmq(
  telemetry: Telemetry,
  target: Queue | Worker,
  options: BullmqOptions = {},
): () => void {
  const given = Object(target) as typeof target;
  if ('addBulk' in given) return observeQueue(telemetry, given, options.name ?? 'bullmq');
  if (!('callProcessJob' in given)) {
    throw new TricordError('TRI_BULLMQ_NOT_OBSERVABLE', {
      name: String((given as { name?: unknown }).name),
    });
  }
  const restores = [observeJobs(telemetry, given), observeEvents(telemetry, given)];
  return () => {
    for (const restore of restores) restore();
  };
}

function observeEvents(telemetry: Telemetry, worker: Worker): () => void {
  const { name } = worker;
  const tell = createMessagingEvents(telemetry, { component: 'component.bullmq', type: 'queue', name });
  const onFailed = (job: Job | undefined, error: Error): void => {
    // A job that will be tried again is not finished.
    const isGivenUp = job === undefined || Boolean(job.finishedOn);
    if (!isGivenUp) return tell('retry');
    const fields = { jobId: job?.id, attempts: job?.attemptsMade, error };
    tell('give_up', { level: 'error', message: 'a job is given up', fields });
  };
  const onStalled = (jobId: string): void =>
    tell('stall', { level: 'warn', message: 'a job stalled', fields: { jobId } });
  worker.on('failed', onFailed);
  worker.on('stalled', onStalled);
  return () => {
    worker.off('failed', onFailed);
    worker.off('stalled', onStalled);
  };
}
