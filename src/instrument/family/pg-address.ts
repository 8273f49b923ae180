import type { Pool } from 'pg';

/** Where a pool connects to, without credentials. */
export interface PgAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Reads the address of a pool from its options or its connection string. */
export function readPgAddress({ options }: Pool): PgAddress {
  const { connectionString = '', host = 'localhost', port = 5432, database = '' } = options;
  if (!URL.canParse(connectionString)) return { host, port, database };
  const url = new URL(connectionString);
  return {
    host: url.hostname,
    port: Number(url.port) || 5432,
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}
