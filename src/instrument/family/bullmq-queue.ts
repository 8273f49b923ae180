import type { Queue } from 'bullmq';
import { queueClientAdd } from '../../catalog/messaging-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import { injectContext } from '../../propagation.js';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';
import { runAsOperation } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

interface JobOptions {
  readonly telemetry?: { readonly metadata?: string; readonly omitContext?: boolean };
}

type Add = (name: string, data: unknown, options?: JobOptions) => Promise<unknown>;
type AddBulk = (jobs: readonly { readonly opts?: JobOptions }[]) => Promise<unknown>;

/** Makes an operation of every call that adds jobs to a queue; returns what undoes it. */
export function observeQueue(telemetry: Telemetry, queue: Queue, name: string): () => void {
  const start = (method: string, batchSize?: number): Operation | undefined => {
    let operation: Operation | undefined;
    guardAdapter(telemetry, () => {
      operation = startAdding(telemetry, queue, { name, method, batchSize });
    });
    return operation;
  };
  const restores = [
    wrapMethod(queue, 'add', (original) => {
      const add = original as unknown as Add;
      const instrumented: Add = async (jobName, data, options) => {
        const operation = start('add');
        const withIt = withContext(telemetry, operation, options);
        return runAsOperation(operation, () => Reflect.apply(add, queue, [jobName, data, withIt]));
      };
      return instrumented as unknown as typeof original;
    }),
    wrapMethod(queue, 'addBulk', (original) => {
      const addBulk = original as unknown as AddBulk;
      const instrumented: AddBulk = async (jobs) => {
        const operation = start('addBulk', jobs.length);
        const withIt = jobs.map((job) =>
          Object.assign({}, job, { opts: withContext(telemetry, operation, job.opts) }),
        );
        return runAsOperation(operation, () => Reflect.apply(addBulk, queue, [withIt]));
      };
      return instrumented as unknown as typeof original;
    }),
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

interface Adding {
  readonly name: string;
  readonly method: string;
  readonly batchSize: number | undefined;
}

function startAdding(telemetry: Telemetry, queue: Queue, { name, method, batchSize }: Adding): Operation {
  const { host, port } = readAddress(queue);
  return startOperation(telemetry, queueClientAdd, {
    component: 'component.bullmq',
    name,
    label: `${name}.${queue.name}`,
    method,
    spanName: `${method} ${queue.name}`,
    peer: `${host}:${port}`,
    attributes: {
      component: 'component.bullmq',
      messagingSystem: 'bullmq',
      messagingDestination: queue.name,
      messagingDestinationKind: 'queue',
      messagingOperation: 'send',
      ...(batchSize === undefined ? {} : { messagingBatchSize: batchSize }),
      serverAddress: host,
      serverPort: port,
      peerService: name,
    },
  });
}

/** BullMQ is given an address or a client of its own making. */
function readAddress({ opts }: Queue): { host: string; port: number } {
  const connection = (opts.connection ?? {}) as { options?: object; host?: string; port?: number };
  const { host = 'localhost', port = 6379 } = (connection.options ?? connection) as typeof connection;
  return { host, port };
}

/** The place that BullMQ itself has for context, in the form that its OpenTelemetry package writes there. */
function withContext(
  telemetry: Telemetry,
  operation: Operation | undefined,
  options: JobOptions | undefined,
): object {
  const given = options?.telemetry;
  if (operation === undefined || given?.omitContext === true || given?.metadata !== undefined)
    return { ...options };
  const metadata = JSON.stringify(injectContext(telemetry, {}, operation.context));
  return Object.assign({}, options, { telemetry: Object.assign({}, given, { metadata }) });
}
