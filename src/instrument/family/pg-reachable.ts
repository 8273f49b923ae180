import type { Pool } from 'pg';
import { TricordError } from '../../errors.js';

/**
 * Rejects with `TRI_PG_UNREACHABLE`, which names the address and the reason, when a pool cannot get a connection; a
 * service calls it at its start, so that it does not fail later.
 */
export async function assertPgReachable(pool: Pool, name = 'pg'): Promise<void> {
  const { connectionString, host = 'localhost', port = 5432, database = '' } = pool.options;
  try {
    const client = await pool.connect();
    client.release();
  } catch (cause) {
    const address =
      connectionString === undefined ? `${host}:${port}/${database}` : withoutCredentials(connectionString);
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
    throw new TricordError('TRI_PG_UNREACHABLE', { name, address, reason }, { cause });
  }
}

function withoutCredentials(connectionString: string): string {
  if (!URL.canParse(connectionString)) return 'the address it was given';
  const { host, pathname } = new URL(connectionString);
  return host + pathname;
}
