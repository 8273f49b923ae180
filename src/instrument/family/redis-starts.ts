import type { OperationStart } from '../../operation.js';
import type { RedisAddress, RedisCall } from './redis.js';

/** Kinds of commands whose start is kept; services send few, and what varies must not grow this. */
const startsKept = 500;

/** Returns what a command of one client starts with; the same for the same command, since a client sends few kinds. */
export function createRedisStarts(
  component: string,
  name: string,
): (call: RedisCall, address: RedisAddress) => OperationStart {
  // Method → what its last start was said for; the number of arguments is told as none, one or more.
  const known = new Map<string, { address: RedisAddress; few: number; start: OperationStart }>();
  return (call, address) => {
    const few = Math.min(call.args?.length ?? 0, 2);
    const last = call.batchSize === undefined ? known.get(call.method) : undefined;
    if (last !== undefined && last.few === few && isSame(last.address, address)) return last.start;
    const start = describe(component, name, call, address);
    if (call.batchSize === undefined && (last !== undefined || known.size < startsKept)) {
      known.set(call.method, { address, few, start });
    }
    return start;
  };
}

function isSame(a: RedisAddress, b: RedisAddress): boolean {
  return a === b || (a.peer === b.peer && a.database === b.database);
}

function describe(component: string, name: string, call: RedisCall, address: RedisAddress): OperationStart {
  return {
    component,
    name,
    method: call.method,
    peer: address.peer,
    attributes: {
      component,
      dbSystem: 'redis',
      dbName: address.database,
      dbOperation: call.method,
      dbStatement: templateOf(call),
      ...(call.batchSize === undefined ? {} : { dbBatchSize: call.batchSize }),
      serverAddress: address.host,
      serverPort: address.port,
      peerService: name,
    },
  };
}

const labels = /^[a-z][a-z._-]{0,31}$/;

/** Names of commands are few, but a caller may invent one; anything else is a label of its own. */
export function commandLabel(name: string): string {
  if (labels.test(name)) return name;
  const lower = name.toLowerCase();
  return labels.test(lower) ? lower : '_other';
}

function templateOf({ method, args = [] }: RedisCall): string {
  return args.length === 0 ? method : args.length === 1 ? `${method} ?` : `${method} ? …`;
}
