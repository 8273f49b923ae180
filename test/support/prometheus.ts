import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';

/** What Prometheus scrapes: an address and the labels the cluster would attach. */
export interface ScrapeTarget {
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One element of an answer: labels and the value, or the samples of a range. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
}

/** A real Prometheus of the test's own. */
export interface Prometheus {
  readonly url: string;
  /** Evaluates an instant query. */
  query(expression: string): Promise<Series[]>;
  /** Resolves when every target was scraped at least a number of times. */
  targets(): Promise<{ health: string; lastError: string; scrapeUrl: string }[]>;
  close(): Promise<void>;
}

/**
 * Starts the real server on a loopback port with a temporary data folder, scraping each second; `scrapeOptions` are keys
 * of the scrape configuration, such as limits.
 */
export async function startPrometheus(
  targets: readonly ScrapeTarget[],
  ruleFiles: readonly string[] = [],
  scrapeOptions: Readonly<Record<string, unknown>> = {},
  alertmanagers: readonly string[] = [],
): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles,
    alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }] },
    scrape_configs: [
      {
        job_name: 'kubernetes-pods',
        honor_labels: true,
        ...scrapeOptions,
        static_configs: targets.map(({ address, labels }) => ({ targets: [address], labels })),
      },
    ],
  };
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, JSON.stringify(config));
  const prometheus = await startPrometheusWith(file);
  return {
    ...prometheus,
    async close() {
      await prometheus.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the real server on a loopback port with a temporary data folder and a configuration of its own. */
export async function startPrometheusWith(configFile: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-prometheus-data-'));
  const port = await findFreePort();
  const server = spawn(
    findProgram('prometheus') ?? 'prometheus',
    [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
      '--web.enable-lifecycle',
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url);
  return {
    url,
    async query(expression) {
      const reply = await ask<{ result: Series[] }>(
        `${url}/api/v1/query?query=${encodeURIComponent(expression)}`,
      );
      return reply.result;
    },
    async targets() {
      const reply = await ask<{ activeTargets: { health: string; lastError: string; scrapeUrl: string }[] }>(
        `${url}/api/v1/targets`,
      );
      return reply.activeTargets;
    },
    async close() {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask<Data>(url: string): Promise<Data> {
  const reply = (await (await fetch(url)).json()) as { status: string; error?: string; data: Data };
  if (reply.status !== 'success') throw new Error(`${reply.error} (${decodeURIComponent(url)})`);
  return reply.data;
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isReady = await fetch(`${url}/-/ready`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Prometheus did not come up.');
}
