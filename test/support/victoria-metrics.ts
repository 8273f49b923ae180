import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from './alertmanager.js';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import type { ScrapeTarget, Series } from './prometheus.js';

/** A running VictoriaMetrics. */
export interface VictoriaMetrics {
  readonly url: string;
  /** Number of series an expression yields; rejects with what is wrong with it. */
  count(expression: string): Promise<number>;
  /** Evaluates an instant query; rejects like `count`. */
  query(expression: string): Promise<Series[]>;
  close(): Promise<void>;
}

/**
 * Starts the real program on a loopback port with a temporary folder, scraping each second: targets that are given, or
 * what `jobs` find, in Kubernetes too.
 */
export async function startVictoriaMetrics(
  targets: readonly ScrapeTarget[],
  jobs?: readonly object[],
): Promise<VictoriaMetrics> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-victoria-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: jobs ?? [
      {
        job_name: 'kubernetes-pods',
        honor_labels: true,
        static_configs: targets.map(({ address, labels }) => ({ targets: [address], labels })),
      },
    ],
  };
  writeFileSync(join(folder, 'scrape.yml'), JSON.stringify(config));
  const address = `127.0.0.1:${await findFreePort()}`;
  const server = spawn(
    findProgram('victoria-metrics') ?? 'victoria-metrics',
    [
      `-promscrape.config=${join(folder, 'scrape.yml')}`,
      `-storageDataPath=${join(folder, 'data')}`,
      `-httpListenAddr=${address}`,
      '-promscrape.kubernetesSDCheckInterval=1s',
      // Several ports of a pod become one target.
      '-promscrape.suppressDuplicateScrapeTargetErrors',
      '-search.latencyOffset=0s',
      '-memory.allowedBytes=128MB',
      '-loggerLevel=ERROR',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://${address}`;
  await waitFor(async () => (await fetch(`${url}/health`)).ok, 'VictoriaMetrics is ready');
  const query = async (expression: string): Promise<Series[]> => {
    const reply = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const body = (await reply.json()) as { status: string; error?: string; data?: { result: Series[] } };
    if (body.status !== 'success') throw new Error(`${body.error} (${expression})`);
    return body.data?.result ?? [];
  };
  return {
    url,
    query,
    count: async (expression) => (await query(expression)).length,
    async close() {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
