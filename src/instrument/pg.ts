import type { Client, Pool } from 'pg';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { bindCallback } from './family/bind-callback.js';
import { guardAdapter } from './family/guard-adapter.js';
import { observePgPool } from './family/pg-pool.js';
import {
  type Callback,
  callbackOf,
  type Result,
  statementOf,
  type Submittable,
  valuesOf,
  withCallback,
} from './family/pg-query.js';
import { createSqlCalls, type SqlCalls } from './family/sql-calls.js';
import { withTraceComment } from './family/trace-comment.js';
import { wrapMethod } from './family/wrap-method.js';

export { assertPgReachable } from './family/pg-reachable.js';

/** Options of the PostgreSQL adapter. */
export interface PgOptions {
  /** Name of the database in metrics and logs, e.g. `pg.orders`. @default 'pg' */
  readonly name?: string;
  /** Whether statements begin with a comment that names the trace, as Ego's do; prepared ones never. @default false */
  readonly traceComment?: boolean;
}

type Query = (...args: unknown[]) => unknown;
type ClientLike = Client & {
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
};

/**
 * Makes an operation of every query of a `pg` client, or of every client a pool hands out, cursors and streams too, and
 * states the pool's figures as `client_stats_gauge`. Statements are told without their values. Returns what detaches it.
 * @example
 * const pool = new pg.Pool({ connectionString });
 * instrumentPg(telemetry, pool, { name: 'pg.orders' });
 */
export function instrumentPg(
  telemetry: Telemetry,
  target: Pool | Client,
  options: PgOptions = {},
): () => void {
  assertTarget('instrumentPg', target, ['query', 'on'], 'a pool or a client of pg');
  const { name = 'pg', traceComment = false } = options;
  const calls = createSqlCalls(telemetry, { component: 'component.pg', system: 'postgresql', name });
  const wrap = (client: Client) => wrapQuery({ telemetry, calls, traceComment }, client);
  if (!('totalCount' in target)) return wrap(target);
  const wrapped = new Map<Client, () => void>();
  const onClient = (client: Client) => {
    if (!wrapped.has(client)) wrapped.set(client, wrap(client));
  };
  const onRemove = (client: Client) => void wrapped.delete(client);
  target.on('connect', onClient);
  target.on('acquire', onClient);
  target.on('remove', onRemove);
  const unobserve = observePgPool(telemetry, calls, target);
  return () => {
    target.off('connect', onClient);
    target.off('acquire', onClient);
    target.off('remove', onRemove);
    for (const restore of wrapped.values()) restore();
    unobserve();
  };
}

interface Observed {
  readonly telemetry: Telemetry;
  readonly calls: SqlCalls;
  readonly traceComment: boolean;
}

function wrapQuery(observed: Observed, client: Client): () => void {
  const { telemetry, calls, traceComment } = observed;
  return wrapMethod(client, 'query', (original) => {
    const query = original as Query;
    const instrumented = function (this: Client, ...args: unknown[]): unknown {
      let operation: Operation | undefined;
      guardAdapter(telemetry, () => {
        const text = statementOf(args[0]);
        if (text === undefined) return;
        const started = calls.start(text, addressOf(client), valuesOf(args));
        operation = started;
        if (traceComment && typeof args[0] === 'string') args[0] = withTraceComment(text, started.traceId);
        endByItself(observed, started, args);
      });
      if (operation === undefined) return Reflect.apply(query, this, args);
      return settle(calls, operation, () => operation?.run(() => Reflect.apply(query, this, args)));
    };
    return instrumented as typeof original;
  });
}

/** What reports its end by a callback, or drives itself as a cursor does; a promise is left to `settle`. */
function endByItself({ telemetry, calls }: Observed, operation: Operation, args: unknown[]): void {
  const callback = callbackOf(args);
  if (callback !== undefined) {
    const ending: Callback = (error, result) => {
      if (error) calls.fail(operation, error);
      else calls.end(operation, result?.rowCount, result?.rows);
      callback(error, result);
    };
    withCallback(args, bindCallback(telemetry, ending));
  } else if (typeof args[0] === 'object') {
    observeSubmittable(calls, operation, args[0] as Submittable);
  }
}

/** A cursor or a stream ends when the connection is ready for the next query. */
function observeSubmittable(calls: SqlCalls, operation: Operation, submittable: Submittable): void {
  if (submittable.submit === undefined) return;
  wrapMethod(
    submittable,
    'handleError',
    (handle) =>
      function (this: Submittable, ...args: never[]) {
        calls.fail(operation, args[0]);
        return Reflect.apply(handle, this, args);
      } as typeof handle,
  );
  wrapMethod(
    submittable,
    'handleReadyForQuery',
    (handle) =>
      function (this: Submittable, ...args: never[]) {
        calls.end(operation, undefined);
        return Reflect.apply(handle, this, args);
      } as typeof handle,
  );
}

function settle(calls: SqlCalls, operation: Operation, run: () => unknown): unknown {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    calls.fail(operation, error);
    throw error;
  }
  if (!isThenable(result)) return result;
  // What the caller gets fails as the query does, so that nobody's missing `catch` is hidden by ours.
  return result.then(
    (value: Result) => {
      calls.end(operation, value.rowCount, value.rows);
      return value;
    },
    (error: unknown) => {
      calls.fail(operation, error);
      throw error;
    },
  );
}

/** `pg` takes any promise class by option. */
function isThenable(value: unknown): value is PromiseLike<Result> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

function addressOf({ host = '', port = 0, database = '', user = '' }: ClientLike) {
  return { host, port, database, user };
}
