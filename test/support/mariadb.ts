import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import type { SqlDatabase } from './sql-database.js';

/** Starts a real MariaDB on a loopback port with a data folder of its own, and a database `shop` in it. */
export async function startMariadb(): Promise<SqlDatabase & ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-mariadb-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['mysql', folder]);
  chmodSync(folder, 0o755);
  const user = isRoot ? ['--user=mysql'] : [];
  const data = `--datadir=${join(folder, 'data')}`;
  const install = [
    '--no-defaults',
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    data,
    ...user,
  ];
  execFileSync(findProgram('mariadb-install-db') ?? 'mariadb-install-db', install, { stdio: 'pipe' });
  const port = await findFreePort();
  const network = [`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 'socket')}`];
  const program = findProgram('mariadbd') ?? 'mariadbd';
  const server = await runServer(
    () => spawn(program, ['--no-defaults', data, ...network, ...user], { stdio: 'ignore' }),
    (child) => createDatabase(port, () => child.exitCode === null),
  );
  return {
    ...server,
    url: `mysql://root@127.0.0.1:${port}/shop`,
    async close() {
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(port: number, isAlive: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300 && isAlive(); attempt++) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.query('create database if not exists shop');
      await connection.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('MariaDB did not come up.');
}
