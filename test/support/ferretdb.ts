import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import { waitForPort } from './wait-for-port.js';

/** A server that speaks MongoDB's protocol, on a loopback port. */
export interface MongoServer extends ServerProcess {
  readonly port: number;
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a real FerretDB, which keeps its documents in SQLite files of its own. */
export async function startFerretdb(options: { port?: number } = {}): Promise<MongoServer> {
  const { port = await findFreePort() } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tricord-ferretdb-'));
  const address = `127.0.0.1:${port}`;
  const program = findProgram('ferretdb') ?? 'ferretdb';
  const server = await runServer(
    () => spawn(program, [address, folder], { stdio: 'ignore' }),
    (child) => waitForPort(port, child),
  );
  return {
    ...server,
    port,
    url: `mongodb://127.0.0.1:${port}/`,
    async stop(signal = 'SIGTERM') {
      await server.end(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
