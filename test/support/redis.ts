import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './programs.js';
import { waitForPort } from './wait-for-port.js';

/** A real Redis on loopback, or one node of a cluster. */
export interface RedisServer {
  readonly port: number;
  /** Sends it a signal, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
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
  const server = spawn(findProgram('redis-server') ?? 'redis-server', [...fixed, ...args], {
    stdio: 'ignore',
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await waitForPort(port, server);
  return {
    port,
    signal: (signal) => void server.kill(signal),
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      await exited;
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
