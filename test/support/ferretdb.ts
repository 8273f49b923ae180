import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './programs.js';
import { waitForPort } from './wait-for-port.js';

/** A server that speaks MongoDB's protocol, on a loopback port. */
export interface MongoServer {
  readonly port: number;
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a real FerretDB, which keeps its documents in SQLite files of its own. */
export async function startFerretdb(options: { port?: number } = {}): Promise<MongoServer> {
  const { port = await findFreePort() } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tricord-ferretdb-'));
  const address = `127.0.0.1:${port}`;
  const server = spawn(findProgram('ferretdb') ?? 'ferretdb', [address, folder], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await waitForPort(port, server);
  return {
    port,
    url: `mongodb://127.0.0.1:${port}/`,
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
