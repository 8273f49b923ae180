import type { Pool } from 'pg';
import { TricordError } from '../../errors.js';
import { readPgAddress } from './pg-address.js';

/**
 * Rejects with `TRI_PG_UNREACHABLE`, which names the address and the reason, when a pool cannot get a connection; a
 * service calls it at its start, so that it does not fail later.
 */
export async function assertPgReachable(pool: Pool, name = 'pg'): Promise<void> {
  try {
    const client = await pool.connect();
    client.release();
  } catch (cause) {
    const { host, port, database } = readPgAddress(pool);
    const address = `${host}:${port}/${database}`;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
    throw new TricordError('TRI_PG_UNREACHABLE', { name, address, reason }, { cause });
  }
}
