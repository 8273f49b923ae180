import type { Connection, Pool } from 'mysql2';
import type { Telemetry } from '../../telemetry.js';
import { bindCallback } from './bind-callback.js';
import { createPoolWaits, type PoolWaits } from './pool-waits.js';
import type { PoolFigures, SqlAddress, SqlCalls } from './sql-calls.js';
import { wrapMethod } from './wrap-method.js';

interface ConnectionConfig {
  readonly host?: string;
  readonly port?: number | string;
  readonly database?: string;
  readonly user?: string;
}

/** What a pool keeps of its state; `mysql2` has no public figures. */
interface PoolState {
  readonly config?: { readonly connectionLimit?: number; readonly connectionConfig?: ConnectionConfig };
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

type GetConnection = (callback: (error: unknown, connection?: unknown) => void) => unknown;

/** Reads where a connection goes. */
export function readMysqlAddress(connection: Connection): SqlAddress {
  return addressOf((connection as unknown as { config?: ConnectionConfig }).config ?? {});
}

/**
 * States a pool's figures under Ego's indices at every scrape, and keeps the caller's context across the wait for a
 * connection, which would otherwise go on in whatever context released one.
 */
export function observeMysqlPool(telemetry: Telemetry, calls: SqlCalls, pool: Pool): () => void {
  const state = pool as unknown as PoolState;
  const waits = createPoolWaits();
  // A caller that waited is sent through `getConnection` once more, by the pool, with the callback made here.
  const told = new WeakSet<object>();
  const tellOnce = (error: unknown): void => {
    if (typeof error !== 'object' || error === null || told.has(error)) return;
    told.add(error);
    calls.failToOpen(addressOf(state.config?.connectionConfig ?? {}), error);
  };
  const unobserve = calls.observePool(() => figures(state, waits));
  const restore = wrapMethod(pool, 'getConnection', (original) => {
    const getConnection = original as unknown as GetConnection;
    const instrumented = function (this: Pool, callback: Parameters<GetConnection>[0]): unknown {
      const endWait = isFull(state) ? waits.begin() : () => {};
      const bound = bindCallback(telemetry, (error: unknown, connection?: unknown) => {
        tellOnce(error);
        endWait();
        callback(error, connection);
      });
      return Reflect.apply(getConnection, this, [bound]);
    };
    return instrumented as unknown as typeof original;
  });
  return () => {
    unobserve();
    restore();
  };
}

function addressOf({
  host = 'localhost',
  port = 3306,
  database = '',
  user = '',
}: ConnectionConfig): SqlAddress {
  return { host, port: Number(port), database, user };
}

function isFull({ config, _allConnections, _freeConnections }: PoolState): boolean {
  const limit = config?.connectionLimit ?? 0;
  return limit > 0 && (_freeConnections?.length ?? 0) === 0 && (_allConnections?.length ?? 0) >= limit;
}

function figures(
  { config, _allConnections, _freeConnections, _connectionQueue }: PoolState,
  waits: PoolWaits,
): PoolFigures {
  const open = _allConnections?.length ?? 0;
  const idle = _freeConnections?.length ?? 0;
  return {
    max_open_connections: config?.connectionLimit ?? 0,
    open_connections: open,
    in_use: open - idle,
    idle,
    waiting: _connectionQueue?.length ?? 0,
    wait_count: waits.count,
    wait_duration: waits.seconds,
  };
}
