import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';

/** An alert as Alertmanager knows it. */
export interface KnownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly status: {
    readonly state: 'active' | 'suppressed' | 'unprocessed';
    readonly inhibitedBy: readonly string[];
  };
}

/** A running Alertmanager. */
export interface Alertmanager {
  readonly address: string;
  alerts(): Promise<KnownAlert[]>;
  close(): Promise<void>;
}

/** Debian renames the program. */
export const alertmanagerProgram = 'prometheus-alertmanager';

/** Starts the real program on a loopback port with a configuration, and no cluster. */
export async function startAlertmanager(configuration: string): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-alertmanager-'));
  writeFileSync(join(folder, 'alertmanager.yml'), configuration);
  const address = `127.0.0.1:${await findFreePort()}`;
  const server = spawn(
    findProgram(alertmanagerProgram) ?? alertmanagerProgram,
    [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await waitFor(async () => (await fetch(`http://${address}/-/ready`)).ok, 'Alertmanager is ready');
  return {
    address,
    async alerts() {
      return (await (await fetch(`http://${address}/api/v2/alerts`)).json()) as KnownAlert[];
    },
    async close() {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; the last failure is told when it never does. */
export async function waitFor(
  holds: () => Promise<boolean>,
  what: string,
  timeoutMs = 90_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    const isTrue = await holds().catch((error: unknown) => {
      last = error;
      return false;
    });
    if (isTrue) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`It never came true that ${what}.`, { cause: last });
}
