import type { Client, Pool } from 'pg';
import { sqlClientQuery } from '../catalog/sql-operations.js';
import { errorOutcome, okOutcome } from '../catalog/outcome.js';
import { type Operation, startOperation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { observePgPool } from './family/pg-pool.js';
import { createStatementDescriber } from './family/sql.js';
import { wrapMethod } from './family/wrap-method.js';

export { assertPgReachable } from './family/pg-reachable.js';

/** Options of the PostgreSQL adapter. */
export interface PgOptions {
  /** Name of the database in metrics and logs, e.g. `pg.orders`. @default 'pg' */
  readonly name?: string;
}

type Query = (...args: unknown[]) => unknown;
type Callback = (error: Error | null, result?: { rowCount?: number | null }) => void;
type ClientLike = Client & { readonly host?: string; readonly port?: number; readonly database?: string };

/**
 * Makes an operation of every query of a `pg` client, or of every client a pool hands out, and states the pool's figures
 * as `client_stats_gauge`. Statements are told without their values. Returns what detaches it.
 * @example
 * const pool = new pg.Pool({ connectionString });
 * instrumentPg(telemetry, pool, { name: 'pg.orders' });
 */
export function instrumentPg(
  telemetry: Telemetry,
  target: Pool | Client,
  options: PgOptions = {},
): () => void {
  const name = options.name ?? 'pg';
  const describe = createStatementDescriber();
  const start = (client: ClientLike, text: string): Operation =>
    startQuery(telemetry, { client, name, ...describe(text) });
  if (!('totalCount' in target)) return wrapQuery(telemetry, target, start);
  const wrapped = new Map<Client, () => void>();
  const onClient = (client: Client) => {
    if (!wrapped.has(client)) wrapped.set(client, wrapQuery(telemetry, client, start));
  };
  const onRemove = (client: Client) => void wrapped.delete(client);
  target.on('connect', onClient);
  target.on('acquire', onClient);
  target.on('remove', onRemove);
  const unobserve = observePgPool(telemetry, target, name);
  return () => {
    target.off('connect', onClient);
    target.off('acquire', onClient);
    target.off('remove', onRemove);
    for (const restore of wrapped.values()) restore();
    unobserve();
  };
}

function wrapQuery(
  telemetry: Telemetry,
  client: Client,
  start: (client: ClientLike, text: string) => Operation,
): () => void {
  return wrapMethod(client, 'query', (original) => {
    const query = original as Query;
    const instrumented = function (this: Client, ...args: unknown[]): unknown {
      const text = statementOf(args[0]);
      if (text === undefined) return Reflect.apply(query, this, args);
      const operation = start(client as ClientLike, text);
      bindCallback(args, (callback) =>
        telemetry.traces.bind(telemetry.traces.active(), endingCallback(operation, callback)),
      );
      return settle(operation, () => operation.run(() => Reflect.apply(query, this, args)));
    };
    return instrumented as typeof original;
  });
}

/** The text of `query(text)`, `query({ text })`; a submittable such as a cursor drives itself and is left alone. */
function statementOf(first: unknown): string | undefined {
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null || 'submit' in first) return undefined;
  const { text } = first as { text?: unknown };
  return typeof text === 'string' ? text : undefined;
}

/** Replaces the callback of `query(…, callback)` or `query({ text, callback })`. */
function bindCallback(args: unknown[], bind: (callback: Callback) => Callback): void {
  const last = args.at(-1);
  const [config] = args;
  if (typeof last === 'function') {
    args[args.length - 1] = bind(last as Callback);
  } else if (typeof config === 'object' && config !== null && 'callback' in config) {
    if (typeof config.callback === 'function')
      args[0] = { ...config, callback: bind(config.callback as Callback) };
  }
}

function endingCallback(operation: Operation, callback: Callback): Callback {
  return (error, result) => {
    if (error) operation.fail(error, errorOutcome);
    else endQuery(operation, result);
    callback(error, result);
  };
}

function settle(operation: Operation, run: () => unknown): unknown {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    operation.fail(error, errorOutcome);
    throw error;
  }
  if (isThenable(result)) {
    // A second branch of the promise: the caller's own stays as it is, with its own error.
    result.then(
      (value: { rowCount?: number | null }) => endQuery(operation, value),
      (error: unknown) => operation.fail(error, errorOutcome),
    );
  }
  return result;
}

/** `pg` takes any promise class by option. */
function isThenable(value: unknown): value is PromiseLike<{ rowCount?: number | null }> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

function endQuery(operation: Operation, result: { rowCount?: number | null } | undefined): void {
  if (typeof result?.rowCount === 'number') operation.set({ dbRowsAffected: result.rowCount });
  operation.end(okOutcome);
}

interface QueryFacts {
  readonly client: ClientLike;
  readonly name: string;
  readonly operation: string;
  readonly table: string;
  readonly template: string;
}

function startQuery(
  telemetry: Telemetry,
  { client, name, operation, table, template }: QueryFacts,
): Operation {
  const { host = '', port = 0, database = '', user = '' } = client as ClientLike & { user?: string };
  return startOperation(telemetry, sqlClientQuery, {
    component: 'component.pg',
    name,
    // Ego's gorm label: database and table.
    method: `${database}.${table}`,
    spanName: table === '' ? operation : `${operation} ${table}`,
    peer: `${host}:${port}`,
    attributes: {
      component: 'component.pg',
      dbSystem: 'postgresql',
      dbName: database,
      dbStatement: template,
      dbOperation: operation,
      dbTable: table,
      dbUser: user,
      serverAddress: host,
      serverPort: port,
      peerService: name,
    },
  });
}
