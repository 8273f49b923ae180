import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import { waitForPort } from './wait-for-port.js';

/** A real Redis on loopback, or one node of a cluster. */
export interface RedisServer extends ServerProcess {
  readonly port: number;
  /** Ends it as an operator would, or at once. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a Redis that keeps nothing, on a port of the caller's choice or a free one. */
export async function startRedis(
  options: { port?: number; args?: readonly string[] } = {},
): Promise<RedisServer> {
  const { port = await findFreePort(), args = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tricord-redis-'));
  const fixed = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const program = findProgram('redis-server') ?? 'redis-server';
  const server = await runServer(
    () => spawn(program, [...fixed, ...args], { stdio: 'ignore' }),
    (child) => waitForPort(port, child),
  );
  return {
    ...server,
    port,
    async stop(signal = 'SIGTERM') {
      await server.end(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a cluster of three nodes without replicas. */
export async function startRedisCluster(): Promise<{ ports: number[]; stop(): Promise<void> }> {
  const nodes: RedisServer[] = [];
  for (let i = 0; i < 3; i++) {
    // A node talks to the others on a second port, 10,000 above the first by default.
    const bus = await findFreePort();
    nodes.push(await startRedis({ args: ['--cluster-enabled', 'yes', '--cluster-port', String(bus)] }));
  }
  const ports = nodes.map(({ port }) => port);
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'pipe' });
  return {
    ports,
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}
