import type { Pool } from 'pg';
import { clientStatsGauge } from '../../catalog/client-metrics.js';
import { openErrorOutcome } from '../../catalog/outcome.js';
import { sqlClientQuery } from '../../catalog/sql-operations.js';
import { startOperation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';
import { readPgAddress } from './pg-address.js';
import { wrapMethod } from './wrap-method.js';

/**
 * States a pool's figures under Ego's indices at every scrape, and keeps the caller's context across the wait for a
 * connection, which `pg-pool` would otherwise end in whatever context released one.
 */
export function observePgPool(telemetry: Telemetry, pool: Pool, name: string): () => void {
  const waits = { count: 0, seconds: 0 };
  const unobserve = telemetry.metrics.observe(clientStatsGauge, () =>
    Object.entries(figures(pool, waits)).map(([index, value]) => [['gorm', name, index], value] as const),
  );
  const restore = wrapMethod(pool, 'connect', (original) => {
    const connect = original as (callback?: (...args: unknown[]) => void) => unknown;
    const instrumented = function (this: Pool, callback?: (...args: unknown[]) => void): unknown {
      const isFull = pool.idleCount === 0 && pool.totalCount >= (pool.options.max ?? 10);
      const startedAt = performance.now();
      const done = (error: unknown) => {
        if (error instanceof Error) failToOpen(telemetry, pool, name, error);
        if (!isFull) return;
        waits.count += 1;
        waits.seconds += (performance.now() - startedAt) / 1000;
      };
      if (callback === undefined) {
        const client = Reflect.apply(connect, this, []) as Promise<unknown>;
        client.then(() => done(null), done);
        return client;
      }
      const bound = telemetry.traces.bind(telemetry.traces.active(), (...args: unknown[]) => {
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

/** A query that got no connection is a failed call of the service, under Ego's method for it. */
function failToOpen(telemetry: Telemetry, pool: Pool, name: string, error: Error): void {
  const { host, port, database } = readPgAddress(pool);
  startOperation(telemetry, sqlClientQuery, {
    component: 'component.pg',
    name,
    method: `${name}.open`,
    spanName: 'CONNECT',
    peer: `${host}:${port}`,
    attributes: {
      component: 'component.pg',
      dbSystem: 'postgresql',
      dbName: database,
      serverAddress: host,
      serverPort: port,
    },
  }).fail(error, openErrorOutcome);
}

function figures(pool: Pool, waits: { count: number; seconds: number }): Record<string, number> {
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
