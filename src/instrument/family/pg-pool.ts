import type { Pool } from 'pg';
import type { Telemetry } from '../../telemetry.js';
import { bindCallback } from './bind-callback.js';
import { readPgAddress } from './pg-address.js';
import { createPoolWaits, type PoolWaits } from './pool-waits.js';
import type { PoolFigures, SqlCalls } from './sql-calls.js';
import { wrapMethod } from './wrap-method.js';

/**
 * States a pool's figures under Ego's indices at every scrape, and keeps the caller's context across the wait for a
 * connection, which `pg-pool` would otherwise end in whatever context released one.
 */
export function observePgPool(telemetry: Telemetry, calls: SqlCalls, pool: Pool): () => void {
  const waits = createPoolWaits();
  const unobserve = calls.observePool(() => figures(pool, waits));
  const restore = wrapMethod(pool, 'connect', (original) => {
    const connect = original as (callback?: (...args: unknown[]) => void) => unknown;
    const instrumented = function (this: Pool, callback?: (...args: unknown[]) => void): unknown {
      const isFull = pool.idleCount === 0 && pool.totalCount >= (pool.options.max ?? 10);
      const endWait = isFull ? waits.begin() : () => {};
      const done = (error: unknown) => {
        if (error instanceof Error) calls.failToOpen(readPgAddress(pool), error);
        endWait();
      };
      if (callback === undefined) {
        const client = Reflect.apply(connect, this, []) as Promise<unknown>;
        client.then(() => done(null), done);
        return client;
      }
      const bound = bindCallback(telemetry, (...args: unknown[]) => {
        done(args[0]);
        callback(...args);
      });
      return Reflect.apply(connect, this, [bound]);
    };
    return instrumented as typeof original;
  });
  return () => {
    unobserve();
    restore();
  };
}

function figures(pool: Pool, waits: PoolWaits): PoolFigures {
  return {
    max_open_connections: pool.options.max ?? 10,
    open_connections: pool.totalCount,
    in_use: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    wait_count: waits.count,
    wait_duration: waits.seconds,
  };
}
