import type { OperationEntry } from './catalog/define-operation.js';
import { jobQueueRun, jobTaskRun } from './catalog/job-operations.js';
import { type Carrier, extractContext } from './propagation.js';
import type { Telemetry } from './telemetry.js';
import { withOperation } from './with-operation.js';

/** Ego's `comp` of what runs by itself. */
const components: Readonly<Record<string, string>> = {
  cron: 'task.cron',
  job: 'task.job',
  queue: 'task.queue',
};

/** A function with its arguments and result. */
export type Handler<Args extends unknown[], Result> = (...args: Args) => Result;

/**
 * Returns a job, such as a migration or an import, as an operation: counted as `job` with its outcome, timed, with a trace
 * of its own and a line for every run. What it throws is the caller's.
 */
export function jobHandler<Args extends unknown[], Result>(
  telemetry: Telemetry,
  name: string,
  handler: Handler<Args, Result>,
): Handler<Args, Result> {
  return runInOwnTrace(telemetry, jobTaskRun, name, handler);
}

/** Where a message carries what its sender said. */
export interface QueueOptions<Message> {
  /** @default the message's own `headers` */
  readonly carrier?: (message: Message) => Carrier | undefined | null;
}

/**
 * Returns the handler of a queue's messages as an operation: counted as `queue`, in the trace of whoever sent the message
 * with `injectContext`. What it throws goes on to the queue.
 */
export function queueHandler<Message, Rest extends unknown[], Result>(
  telemetry: Telemetry,
  name: string,
  handler: Handler<[message: Message, ...rest: Rest], Result>,
  { carrier = headersOf }: QueueOptions<Message> = {},
): Handler<[message: Message, ...rest: Rest], Result> {
  return (message, ...rest) => {
    const { context: parent, peer } = extractContext(telemetry, readCarrier(carrier, message));
    const attributes = {
      jobName: name,
      messagingDestination: name,
      messagingOperation: 'process',
      ...(peer === '' ? {} : { peerService: peer }),
    };
    return withOperation(
      telemetry,
      jobQueueRun,
      { component: 'task.queue', name, peer, parent, attributes },
      () => handler(message, ...rest),
    );
  };
}

/**
 * Makes an operation of every run of a task. A timer keeps the context it was set in, which may be a request that ended
 * long ago, so each run begins a trace.
 */
export function runInOwnTrace<Args extends unknown[], Result>(
  telemetry: Telemetry,
  entry: OperationEntry,
  name: string,
  handler: Handler<Args, Result>,
): Handler<Args, Result> {
  return (...args) => {
    const { context: parent } = extractContext(telemetry, undefined);
    return withOperation(
      telemetry,
      entry,
      { component: components[entry.type] ?? entry.name, name, parent, attributes: { jobName: name } },
      () => handler(...args),
    );
  };
}

function headersOf(message: unknown): Carrier | undefined {
  const { headers } = (message ?? {}) as { headers?: unknown };
  return typeof headers === 'object' && headers !== null ? headers : undefined;
}

function readCarrier<Message>(
  carrier: (message: Message) => Carrier | undefined | null,
  message: Message,
): Carrier | undefined | null {
  try {
    return carrier(message);
  } catch {
    return undefined;
  }
}
