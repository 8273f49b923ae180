import { errorMonitor, EventEmitter } from 'node:events';
import type { Connection, Pool } from 'mysql2';
import type { Connection as PromiseConnection, Pool as PromisePool } from 'mysql2/promise';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { bindCallback } from './family/bind-callback.js';
import { guardAdapter } from './family/guard-adapter.js';
import { observeMysqlPool, readMysqlAddress } from './family/mysql-pool.js';
import { createSqlCalls, type SqlCalls } from './family/sql-calls.js';
import { withTraceComment } from './family/trace-comment.js';
import { wrapMethod } from './family/wrap-method.js';

/** Options of the MySQL adapter. */
export interface Mysql2Options {
  /** Name of the database in metrics and logs, e.g. `mysql.orders`. @default 'mysql' */
  readonly name?: string;
  /** Whether statements begin with a comment that names the trace, as Ego's do; prepared ones never. @default false */
  readonly traceComment?: boolean;
}

type Callback = (error: unknown, rows?: unknown, fields?: unknown) => void;
type Run = (...args: unknown[]) => unknown;
/** A query that `mysql2` has made already, as a pool hands it to a connection. */
interface Command extends EventEmitter {
  readonly sql?: string;
  onResult?: Callback | undefined;
}

/**
 * Makes an operation of every query and prepared statement of a `mysql2` connection, or of every connection of a pool,
 * and states the pool's figures as `client_stats_gauge`. Statements are told without their values. Takes what
 * `mysql2` and what `mysql2/promise` make. Returns what detaches it.
 * @example
 * const pool = mysql.createPool(uri);
 * instrumentMysql2(telemetry, pool, { name: 'mysql.orders' });
 */
export function instrumentMysql2(
  telemetry: Telemetry,
  target: Pool | Connection | PromisePool | PromiseConnection,
  options: Mysql2Options = {},
): () => void {
  assertTarget(
    'instrumentMysql2',
    target,
    ['query', 'execute'],
    'a pool or a connection of mysql2, or of `mysql2/promise`',
  );
  const { name = 'mysql', traceComment = false } = options;
  const calls = createSqlCalls(telemetry, { component: 'component.mysql2', system: 'mysql', name });
  const core = coreOf(target);
  const wrap = (connection: Connection) => wrapConnection({ telemetry, calls, traceComment }, connection);
  if (!('getConnection' in core)) return wrap(core);
  const wrapped = new Map<object, () => void>();
  const onConnection = (connection: Connection) => {
    if (wrapped.has(connection)) return;
    wrapped.set(connection, wrap(connection));
    connection.once('end', () => wrapped.delete(connection));
  };
  core.on('connection', onConnection);
  core.on('acquire', onConnection);
  const unobserve = observeMysqlPool(telemetry, calls, core);
  return () => {
    core.off('connection', onConnection);
    core.off('acquire', onConnection);
    for (const restore of wrapped.values()) restore();
    unobserve();
  };
}

/** What `mysql2/promise` makes wraps what `mysql2` makes. */
function coreOf(target: Pool | Connection | PromisePool | PromiseConnection): Pool | Connection {
  const { pool, connection } = target as { pool?: Pool; connection?: Connection };
  return pool ?? connection ?? (target as Pool | Connection);
}

interface Observed {
  readonly telemetry: Telemetry;
  readonly calls: SqlCalls;
  readonly traceComment: boolean;
}

function wrapConnection(observed: Observed, connection: Connection): () => void {
  const restores = (['query', 'execute'] as const).map((method) =>
    wrapMethod(connection, method, (original) => {
      const run = original as unknown as Run;
      const instrumented = function (this: Connection, ...args: unknown[]): unknown {
        const operation = begin(observed, connection, method, args);
        if (operation === undefined) return Reflect.apply(run, this, args);
        try {
          const command = operation.run(() => Reflect.apply(run, this, args)) as Command;
          if (callbackAt(args) === undefined) observeEvents(observed.calls, operation, command);
          return command;
        } catch (error) {
          observed.calls.fail(operation, error);
          throw error;
        }
      };
      return instrumented as unknown as typeof original;
    }),
  );
  return () => restores.forEach((restore) => restore());
}

function begin(
  { telemetry, calls, traceComment }: Observed,
  connection: Connection,
  method: 'query' | 'execute',
  args: unknown[],
): Operation | undefined {
  let operation: Operation | undefined;
  guardAdapter(telemetry, () => {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { sql?: unknown } | null)?.sql;
    if (typeof text !== 'string') return;
    const started = calls.start(text, readMysqlAddress(connection), valuesOf(args));
    operation = started;
    const bound = bindCallback(telemetry, endingCallback(calls, started, args));
    const at = callbackAt(args);
    if (at === 'onResult') (first as Command).onResult = bound;
    else if (at !== undefined) args[at] = bound;
    if (traceComment && method === 'query') addTraceComment(args, text, started.traceId);
  });
  return operation;
}

/** The values of `query(sql, values)`, `query({ sql, values })`, or of a query that a pool made. */
function valuesOf([first, second]: readonly unknown[]): unknown {
  if (second !== undefined && typeof second !== 'function') return second;
  return typeof first === 'object' ? (first as { values?: unknown } | null)?.values : undefined;
}

/** Into the text, or into the query that a pool made; what the caller may use again is copied. */
function addTraceComment(args: unknown[], text: string, traceId: string): void {
  const [first] = args;
  const sql = withTraceComment(text, traceId);
  if (typeof first === 'string') args[0] = sql;
  else if (first instanceof EventEmitter) Object.assign(first, { sql });
  else args[0] = Object.assign({}, first, { sql });
}

/** Where the callback of a call is: an argument, or inside the query that a pool made. */
function callbackAt(args: readonly unknown[]): number | 'onResult' | undefined {
  if (typeof args.at(-1) === 'function') return args.length - 1;
  return typeof (args[0] as Command | null)?.onResult === 'function' ? 'onResult' : undefined;
}

function endingCallback(calls: SqlCalls, operation: Operation, args: readonly unknown[]): Callback {
  const at = callbackAt(args);
  const callback =
    at === undefined ? undefined : at === 'onResult' ? (args[0] as Command).onResult : (args[at] as Callback);
  return (error, rows, fields) => {
    if (error) calls.fail(operation, error);
    else calls.end(operation, rowsOf(rows), rows);
    callback?.(error, rows, fields);
  };
}

/** A query that is streamed tells its end by events; watching its errors must not count as handling them. */
function observeEvents(calls: SqlCalls, operation: Operation, command: Command): void {
  command.once(errorMonitor, (error: unknown) => calls.fail(operation, error));
  command.once('end', () => calls.end(operation, undefined));
}

/** Rows that were read, or those that were changed. */
function rowsOf(rows: unknown): unknown {
  if (Array.isArray(rows)) return rows.length;
  return (rows as { affectedRows?: unknown } | undefined)?.affectedRows;
}
