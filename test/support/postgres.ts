import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from './free-port.js';
import { findProgram } from './programs.js';
import type { SqlDatabase } from './sql-database.js';

/** Starts a real PostgreSQL on a loopback port with a data folder of its own. */
export async function startPostgres(): Promise<SqlDatabase> {
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
  const server = spawn(program, args, { stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await waitUntilReady(url, server);
  return {
    url,
    async close() {
      server.kill('SIGINT');
      await new Promise((resolve) => server.once('exit', resolve));
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
