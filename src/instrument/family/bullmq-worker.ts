import type { Job, Worker } from 'bullmq';
import { jobQueueRun } from '../../catalog/job-operations.js';
import { errorOutcome, okOutcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { extractContext } from '../../propagation.js';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';
import { tellContent } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

type RunJob = (job: Job, ...rest: unknown[]) => Promise<unknown>;

/** What a processor throws to say that its job shall wait; that is no failure. */
const postponing = new Set(['DelayedError', 'WaitingError', 'WaitingChildrenError', 'RateLimitError']);

/** Longest context that is read of a job, in UTF-16 units. */
const longestMetadata = 16_384;

/** Makes an operation of every run of a job, also of one in a process of its own; returns what undoes it. */
export function observeJobs(telemetry: Telemetry, worker: Worker): () => void {
  // What a worker calls for each run; its types call it protected.
  const target = worker as unknown as { callProcessJob: RunJob };
  return wrapMethod(target, 'callProcessJob', (runJob) => async (job, ...rest) => {
    let operation: Operation | undefined;
    guardAdapter(telemetry, () => (operation = startRun(telemetry, worker, job)));
    if (operation === undefined) return Reflect.apply(runJob, worker, [job, ...rest]);
    try {
      const result = await operation.run(() => Reflect.apply(runJob, worker, [job, ...rest]));
      operation.end(okOutcome);
      return result;
    } catch (error) {
      if (isPostponed(error)) operation.end(okOutcome);
      else operation.fail(error, errorOutcome);
      throw error;
    }
  });
}

function startRun(telemetry: Telemetry, worker: Worker, job: Job): Operation {
  const { context: parent, peer } = extractContext(telemetry, readCarrier(job));
  const operation = startOperation(telemetry, jobQueueRun, {
    component: 'component.bullmq',
    name: worker.name,
    method: job.name,
    spanName: `process ${worker.name}`,
    peer,
    parent,
    attributes: {
      component: 'component.bullmq',
      jobName: job.name,
      messagingDestination: worker.name,
      messagingOperation: 'process',
      ...(peer === '' ? {} : { peerService: peer }),
    },
  });
  tellContent(operation, job.data);
  return operation;
}

/** What `observeQueue`, or BullMQ's OpenTelemetry package, wrote; anybody may have written something else. */
function readCarrier({ opts }: Job): object | undefined {
  const metadata = opts.telemetry?.metadata;
  if (typeof metadata !== 'string' || metadata.length > longestMetadata) return undefined;
  try {
    const carrier: unknown = JSON.parse(metadata);
    return typeof carrier === 'object' && carrier !== null ? carrier : undefined;
  } catch {
    return undefined;
  }
}

function isPostponed(error: unknown): boolean {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  return postponing.has(String(name)) || message === 'bullmq:rateLimitExceeded';
}
