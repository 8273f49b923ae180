import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import type { SqlDatabase } from './sql-database.js';

/** Starts a real PostgreSQL on a loopback port with a data folder of its own. */
export async function startPostgres(): Promise<SqlDatabase & ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-postgres-'));
  const data = join(folder, 'data');
  if (isRoot()) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  execFileSync(...asServer('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync']), {
    stdio: 'pipe',
  });
  const [program, args] = asServer('postgres', [
    '-D',
    data,
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-k',
    folder,
    '-F',
  ]);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const server = await runServer(
    () => spawn(program, args, { stdio: 'ignore' }),
    (child) => waitUntilReady(url, child),
  );
  return {
    ...server,
    url,
    async close() {
      await server.end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, so root runs it as Debian's own user. */
function asServer(name: string, args: string[]): [string, string[]] {
  const program = findProgram(name) ?? name;
  return isRoot()
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
    : [program, args];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && server.exitCode === null; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('PostgreSQL did not come up.');
}
