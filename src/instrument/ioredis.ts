import type { Cluster, Redis } from 'ioredis';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { guardAdapter } from './family/guard-adapter.js';
import { readIoredisAddress } from './family/ioredis-address.js';
import { createRedisCalls, type RedisCalls } from './family/redis.js';
import { commandLabel } from './family/redis-starts.js';
import { wrapMethod } from './family/wrap-method.js';

/** Options of the ioredis adapter. */
export interface IoredisOptions {
  /** Name of the client in metrics and logs, e.g. `redis.cart`. @default 'redis' */
  readonly name?: string;
}

/** What ioredis passes around for a command. */
interface CommandLike {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly promise: Promise<unknown>;
}

interface PipelineLike {
  readonly length: number;
  /** Transactions begun in it and not ended. */
  readonly _transactions: number;
  exec(...args: unknown[]): Promise<unknown>;
}

/**
 * Makes an operation of every command that an ioredis client, cluster or sentinel client sends, and one of every
 * pipeline or transaction; arguments are told only where they are asked for. Returns what detaches it.
 * @example
 * const redis = new Redis(6379);
 * instrumentIoredis(telemetry, redis, { name: 'redis.cart' });
 */
export function instrumentIoredis(
  telemetry: Telemetry,
  client: Redis | Cluster,
  options: IoredisOptions = {},
): () => void {
  assertTarget(
    'instrumentIoredis',
    client,
    ['sendCommand', 'pipeline'],
    'what `new Redis()` or `new Cluster()` of ioredis returned',
  );
  const calls = createRedisCalls(telemetry, 'component.ioredis', options.name ?? 'redis');
  const observed: Observed = { telemetry, calls, client, mark: Symbol('tricord'), isBatch: false };
  const restores = [
    wrapMethod(client, 'sendCommand', (send) => observeCommands(observed, send as never) as typeof send),
    wrapMethod(
      client,
      'pipeline',
      (make) => observeBatches(observed, 'pipeline', make as never) as typeof make,
    ),
    wrapMethod(client, 'multi', (make) => observeBatches(observed, 'multi', make as never) as typeof make),
    calls.detach,
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

/** What ioredis sends by itself before a connection is ready. */
const handshake = new Set(['hello', 'auth', 'client', 'select', 'readonly', 'info']);

interface Observed {
  readonly telemetry: Telemetry;
  readonly calls: RedisCalls;
  readonly client: Redis | Cluster;
  /** Marks commands met before: one that waited for its connection is sent a second time. A set of them costs more. */
  readonly mark: symbol;
  /** Whether what is being sent belongs to a batch, which is an operation itself. */
  isBatch: boolean;
}

type Send = (command: CommandLike, ...rest: unknown[]) => unknown;

function observeCommands(observed: Observed, send: Send): Send {
  return function (this: unknown, command, ...rest) {
    const operation = beginCommand(observed, command);
    const result = Reflect.apply(send, this, [command, ...rest]);
    if (operation === undefined) return result;
    const settled = settleCommand(observed, operation, command);
    // What ioredis sends itself, into a stream it chose, it looks at by the command alone.
    const isInternal = rest[0] !== undefined || result !== command.promise;
    if (!isInternal) return settled;
    settled.catch(() => {});
    return result;
  };
}

function beginCommand({ telemetry, calls, client, mark, isBatch }: Observed, command: CommandLike) {
  const marked = command as unknown as Record<symbol, unknown>;
  if (marked[mark] === true) return undefined;
  marked[mark] = true;
  if (client.status === 'connect' && handshake.has(command.name)) return undefined;
  let operation: Operation | undefined;
  if (!isBatch) {
    guardAdapter(telemetry, () => {
      const call = { method: commandLabel(command.name), args: command.args };
      operation = calls.start(call, readIoredisAddress(client));
    });
  }
  return operation;
}

/** Fails as the command does, so that nobody's missing `catch` is hidden by ours. */
function settleCommand({ calls }: Observed, operation: Operation, { name, promise }: CommandLike) {
  return promise.then(
    (reply) => {
      calls.end(operation, commandLabel(name), reply);
      return reply;
    },
    (error: unknown) => {
      calls.fail(operation, error);
      throw error;
    },
  );
}

/** Has `pipeline()` and `multi()` return batches that are operations when they are executed. */
function observeBatches(
  observed: Observed,
  method: string,
  make: (...args: unknown[]) => unknown,
): typeof make {
  return function (this: unknown, ...args) {
    const batch = Reflect.apply(make, this, args) as PipelineLike;
    // `multi({ pipeline: false })` sends the command at once.
    if (typeof batch.exec === 'function') {
      wrapMethod(batch, 'exec', (exec) => observeExecution(observed, method, batch, exec));
    }
    return batch;
  };
}

function observeExecution(
  observed: Observed,
  method: string,
  batch: PipelineLike,
  exec: PipelineLike['exec'],
) {
  const { telemetry, calls, client } = observed;
  let isBegun = false;
  return function (this: PipelineLike, ...args: unknown[]): Promise<unknown> {
    let operation: Operation | undefined;
    // Inside a pipeline, the `exec()` that ends a transaction only adds a command.
    if (this._transactions > 0 && method === 'pipeline') return Reflect.apply(exec, this, args);
    // A cluster that is not connected yet executes its pipeline once more.
    if (!isBegun) {
      guardAdapter(telemetry, () => {
        // A transaction begins with MULTI.
        const batchSize = method === 'multi' ? batch.length - 1 : batch.length;
        operation = calls.start({ method, batchSize }, readIoredisAddress(client));
      });
    }
    isBegun = true;
    observed.isBatch = true;
    try {
      const result = Reflect.apply(exec, this, args) as Promise<unknown>;
      return operation === undefined ? result : settleBatch(observed, operation, method, result);
    } finally {
      observed.isBatch = false;
    }
  };
}

function settleBatch({ calls }: Observed, operation: Operation, method: string, result: Promise<unknown>) {
  return result.then(
    (replies) => {
      const failure = firstError(replies);
      if (failure === undefined) calls.end(operation, method, replies);
      else calls.fail(operation, failure);
      return replies;
    },
    (error: unknown) => {
      calls.fail(operation, error);
      throw error;
    },
  );
}

/** The replies of a batch are pairs of error and value. */
function firstError(replies: unknown): unknown {
  if (!Array.isArray(replies)) return undefined;
  return replies
    .map((pair: unknown) => (Array.isArray(pair) ? pair[0] : undefined))
    .find((error) => error instanceof Error);
}
