import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts a real Redis on loopback; returns its URL and how to end it. */
export async function startRedis() {
  const port = await findFreePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill() };
}

/** Starts a real PostgreSQL on loopback; returns its URL and how to end it. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-bench-'));
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  // PostgreSQL refuses to run as root.
  const asUser = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : ['env'];
  const [runner, ...rest] = asUser;
  const bin = '/usr/lib/postgresql/15/bin';
  const data = join(folder, 'data');
  const init = [`${bin}/initdb`, '-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'];
  execFileSync(runner, [...rest, ...init], { stdio: 'pipe' });
  const port = await findFreePort();
  const run = [`${bin}/postgres`, '-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F'];
  const server = spawn(runner, [...rest, ...run], { stdio: 'ignore' });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findFreePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
