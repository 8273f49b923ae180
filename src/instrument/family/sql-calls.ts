import { clientStatsGauge } from '../../catalog/client-metrics.js';
import { errorOutcome, okOutcome, openErrorOutcome } from '../../catalog/outcome.js';
import { sqlClientQuery } from '../../catalog/sql-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';
import { createSqlExchanges } from './sql-exchange.js';
import { createStatementDescriber, type SqlDialect } from './sql.js';

/** Where a connection goes, without its password. */
export interface SqlAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user?: string;
}

/** What tells one client of a database from another. */
export interface SqlClient {
  /** Which adapter speaks, e.g. `component.pg`. */
  readonly component: string;
  readonly system: SqlDialect;
  /** Configured name, e.g. `pg.orders`. */
  readonly name: string;
}

/** Figures of a pool under Ego's indices, e.g. `in_use`. */
export type PoolFigures = Readonly<Record<string, number>>;

/** What the adapters of SQL clients share: queries become operations, pools are observed. */
export interface SqlCalls {
  /** Begins a query; its values are told to those who ask for them only. */
  start(text: string, address: SqlAddress, values?: unknown): Operation;
  /** Ends a query; a number of rows is told when there is one, the rows to those who ask for them only. */
  end(operation: Operation, count: unknown, rows?: unknown): void;
  fail(operation: Operation, error: unknown): void;
  /** Counts a query that got no connection, under Ego's method for it. */
  failToOpen(address: SqlAddress, error: unknown): void;
  /** States a pool's figures as `client_stats_gauge` at every scrape; returns what ends that. */
  observePool(read: () => PoolFigures): () => void;
}

/** Makes operations of the queries of one client. */
export function createSqlCalls(telemetry: Telemetry, { component, system, name }: SqlClient): SqlCalls {
  const describe = createStatementDescriber(system);
  const exchanges = createSqlExchanges();
  const facts = ({ host, port, database, user = '' }: SqlAddress) => ({
    component,
    dbSystem: system,
    dbName: database,
    dbUser: user,
    serverAddress: host,
    serverPort: port,
    peerService: name,
  });
  return {
    start(text, address, values) {
      const { operation, table, template } = describe(text);
      const started = startOperation(telemetry, sqlClientQuery, {
        component,
        name,
        // Ego's gorm label: database and table.
        method: `${address.database}.${table}`,
        spanName: table === '' ? operation : `${operation} ${table}`,
        peer: `${address.host}:${address.port}`,
        attributes: { dbStatement: template, dbOperation: operation, dbTable: table, ...facts(address) },
      });
      exchanges.ask(started, { text, values, template });
      return started;
    },
    end(operation, count, rows) {
      if (typeof count === 'number') operation.set({ dbRowsAffected: count });
      exchanges.reply(operation, { count, rows });
      operation.end(okOutcome);
    },
    fail: (operation, error) => operation.fail(error, errorOutcome),
    failToOpen(address, error) {
      const peer = `${address.host}:${address.port}`;
      const attributes = facts(address);
      const start = { component, name, method: `${name}.open`, spanName: 'CONNECT', peer, attributes };
      startOperation(telemetry, sqlClientQuery, start).fail(error, openErrorOutcome);
    },
    observePool: (read) =>
      telemetry.metrics.observe(clientStatsGauge, () =>
        Object.entries(read()).map(([index, value]) => [['gorm', name, index], value] as const),
      ),
  };
}
