import { clientStatsGauge } from '../../catalog/client-metrics.js';
import { emptyOutcome, errorOutcome, okOutcome } from '../../catalog/outcome.js';
import { redisClientCommand } from '../../catalog/redis-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';
import { createRedisStarts } from './redis-starts.js';
import { createRedisExchanges } from './redis-exchange.js';

/** Where a client of Redis connects to. */
export interface RedisAddress {
  /** `host:port`, of all nodes when there are several. */
  readonly peer: string;
  readonly host: string;
  readonly port: number;
  readonly database: number;
}

/** A command or a batch of them. */
export interface RedisCall {
  /** Lower-case name, or `pipeline` and `multi` for a batch. */
  readonly method: string;
  /** Told only to those who ask for them. */
  readonly args?: readonly unknown[];
  readonly batchSize?: number;
}

/** What the adapters of Redis clients share: how a call becomes an operation, and how its reply ends it. */
export interface RedisCalls {
  start(call: RedisCall, address: RedisAddress): Operation;
  /** Ends a call by its reply; one that found nothing is `Empty`, and counts as a miss where it read a cache. */
  end(operation: Operation, method: string, reply: unknown): void;
  fail(operation: Operation, error: unknown): void;
  /** Stops stating hits and misses. */
  detach(): void;
}

/** Commands whose reply tells whether the cache knew the answer, one value or a list of them. */
const reads = new Set(['get', 'getex', 'getdel', 'hget', 'mget', 'hmget', 'json.get']);

/** Makes operations of the calls of one client, and states its hits and misses as `client_stats_gauge`. */
export function createRedisCalls(telemetry: Telemetry, component: string, name: string): RedisCalls {
  const found = { hits: 0, misses: 0 };
  const exchanges = createRedisExchanges();
  const starts = createRedisStarts(component, name);
  const detach = telemetry.metrics.observe(clientStatsGauge, () => [
    [['redis', name, 'hits'], found.hits],
    [['redis', name, 'misses'], found.misses],
  ]);
  return {
    start(call, address) {
      const operation = startOperation(telemetry, redisClientCommand, starts(call, address));
      exchanges.ask(operation, call.method, call.args);
      return operation;
    },
    end(operation, method, reply) {
      if (reads.has(method)) {
        for (const value of Array.isArray(reply) ? reply : [reply])
          found[value === null ? 'misses' : 'hits']++;
      }
      exchanges.reply(operation, reply);
      operation.end(reply === null ? emptyOutcome : okOutcome);
    },
    fail: (operation, error) => operation.fail(error, errorOutcome),
    detach,
  };
}
