import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { guardAdapter } from './family/guard-adapter.js';
import { createRedisCalls, type RedisAddress, type RedisCalls } from './family/redis.js';
import { commandLabel } from './family/redis-starts.js';

/** What node-redis says of a command, or of a batch of them, on its diagnostics channels. */
export interface RedisMessage {
  readonly command?: string;
  readonly args?: readonly unknown[];
  readonly batchMode?: 'MULTI' | 'PIPELINE';
  readonly batchSize?: number;
  readonly database?: number;
  readonly serverAddress?: string;
  readonly serverPort?: number | undefined;
  readonly clientId?: string;
  readonly result?: unknown;
  readonly error?: unknown;
}

interface Run {
  readonly operation: Operation;
  readonly calls: RedisCalls;
  readonly method: string;
}

/** A message keeps its run from one channel to the next; a weak map would cost every collection. */
type ObservedMessage = RedisMessage & Record<symbol, Run | undefined>;

/** Options of the node-redis adapter. */
export interface RedisOptions {
  /** Name of the client in metrics and logs, e.g. `redis.cart`, or a function that tells clients apart. @default 'redis' */
  readonly name?: string | ((message: RedisMessage) => string);
}

/**
 * Makes an operation of every command that the `redis` package (5.12 and later) sends from this process, by client,
 * pool, cluster or sentinel, and one of every pipeline or transaction; arguments are told only where they are asked for. It listens to the
 * package's own diagnostics channels, so it works whatever was imported first. Returns what detaches it.
 * @example
 * instrumentRedis(telemetry, { name: 'redis.cart' });
 */
export function instrumentRedis(telemetry: Telemetry, options: RedisOptions = {}): () => void {
  const { name = 'redis' } = options;
  const clients = new Map<string, RedisCalls>();
  const callsOf = (message: RedisMessage): RedisCalls => {
    const clientName = typeof name === 'string' ? name : name(message);
    const known = clients.get(clientName) ?? createRedisCalls(telemetry, 'component.redis', clientName);
    clients.set(clientName, known);
    return known;
  };
  const addressOf = createAddresses();
  const mark = Symbol('tricord');
  const listeners = {
    start(message: ObservedMessage) {
      // The commands of a batch are told by the batch.
      if (message.command !== undefined && message.batchMode !== undefined) return;
      const calls = callsOf(message);
      const call = describeCall(message);
      message[mark] = { operation: calls.start(call, addressOf(message)), calls, method: call.method };
    },
    asyncEnd(message: ObservedMessage) {
      const run = message[mark];
      if (run === undefined) return;
      if (message.error === undefined) run.calls.end(run.operation, run.method, message.result);
      else run.calls.fail(run.operation, message.error);
    },
    error(message: ObservedMessage) {
      const run = message[mark];
      run?.calls.fail(run.operation, message.error);
    },
  };
  const detachers = ['command', 'batch'].flatMap((channel) =>
    Object.entries(listeners).map(([event, listener]) => {
      const onMessage = (message: unknown) =>
        guardAdapter(telemetry, () => listener(message as ObservedMessage));
      subscribe(`tracing:node-redis:${channel}:${event}`, onMessage);
      return () => unsubscribe(`tracing:node-redis:${channel}:${event}`, onMessage);
    }),
  );
  return () => {
    for (const detach of detachers) detach();
    for (const calls of clients.values()) calls.detach();
  };
}

function describeCall({ command, args = [], batchMode = 'PIPELINE', batchSize = 0 }: RedisMessage) {
  if (command === undefined) return { method: batchMode.toLowerCase(), batchSize };
  return { method: commandLabel(command), args: args.slice(1) };
}

/** Returns the address of a message; most have that of the one before. */
function createAddresses(): (message: RedisMessage) => RedisAddress {
  let last: RedisAddress = { peer: '', host: '', port: 0, database: 0 };
  return ({ serverAddress: host = '', serverPort: port = 0, database = 0 }) => {
    if (last.host !== host || last.port !== port || last.database !== database)
      last = { peer: port === 0 ? host : `${host}:${port}`, host, port, database };
    return last;
  };
}
