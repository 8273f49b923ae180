import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A service that runs in a process of its own. */
export interface RunningService {
  readonly child: ChildProcess;
  readonly url: string;
  readonly governor: string;
  readonly port: number;
  /** File with its log lines. */
  readonly log: string;
  ask<Answer>(what: string): Promise<Answer>;
  /** Ends it by a signal and resolves to how it ended. */
  stop(signal?: NodeJS.Signals): Promise<NodeJS.Signals | number | null>;
}

/** What the service is told. */
export interface ServiceOptions {
  readonly settings?: object;
  /** Port of the Redis that its readiness asks. */
  readonly redis?: number;
  readonly port?: number;
  /** Milliseconds of processor time a request costs. */
  readonly workMs?: number;
  /** Milliseconds a foreign metric takes to be collected. */
  readonly slowCollectMs?: number;
  /** Folder it runs in, which is its temporary folder too. */
  readonly folder?: string;
  /** Series of a filler metric. */
  readonly series?: number;
}

/** Starts a service, and resolves once it listens. */
export async function startService({ folder, ...options }: ServiceOptions = {}): Promise<RunningService> {
  const log = join(mkdtempSync(join(tmpdir(), 'tricord-service-')), 'service.log');
  const settings = { logs: { destination: 'file', file: log }, ...options.settings };
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'service.mjs')], {
    ...(folder === undefined ? {} : { cwd: folder }),
    env: {
      PATH: process.env['PATH'],
      TMPDIR: folder,
      SERVICE_OPTIONS: JSON.stringify({ ...options, settings }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ ready }] = (await once(child, 'message')) as [{ ready: { url: string; governor: string } }];
  let count = 0;
  return {
    child,
    log,
    ...ready,
    port: Number(new URL(ready.governor).port),
    ask: (what) => {
      const id = ++count;
      child.send({ id, ask: what });
      return new Promise((resolve) => {
        const onMessage = (message: { id?: number; answer?: unknown }): void => {
          if (message.id !== id) return;
          child.off('message', onMessage);
          resolve(message.answer as never);
        };
        child.on('message', onMessage);
      });
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.signalCode ?? child.exitCode;
      const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
      child.kill(signal);
      const [code, by] = await ended;
      return by ?? code;
    },
  };
}

/** Returns the value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Asks for `/livez` over a connection of its own and resolves to the milliseconds it took; rejects when it is not 200. */
export async function probe(governor: string, path = '/livez'): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(governor + path, { headers: { connection: 'close' } });
  await reply.arrayBuffer();
  if (reply.status !== 200) throw new Error(`${path} answers ${reply.status}`);
  return performance.now() - startedAt;
}
