import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chartJobs } from '../../src/scrape/chart-jobs.js';
import { discover } from '../../src/scrape/discover.js';
import { readWorkloads } from '../../src/scrape/read-workloads.js';
import { compileSteps } from '../../src/scrape/relabel.js';
import type { ScrapeJob } from '../../src/scrape/relabel-step.js';
import { scrapeTarget } from '../../src/scrape/scrape-target.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';
import { randomStep, samplePods, servicesBefore } from '../support/random-pods.js';

interface Checked {
  readonly discoveredLabels?: Record<string, string>;
  readonly labels: Record<string, string>;
  readonly error?: unknown;
}

const seed = 20_261_127;
const numRuns = 200;
const folder = mkdtempSync(join(tmpdir(), 'tricord-explain-'));
const pods = samplePods(seed, numRuns);
const services = servicesBefore(pods, 'http');
const workloads = readWorkloads(JSON.stringify({ kind: 'List', items: [...pods, ...services] }));

/** Asks promtool what a job makes of targets; one that is slow to begin is given more time. */
async function check(
  job: ScrapeJob,
  found: readonly ReadonlyMap<string, string>[],
  seconds = 2,
): Promise<Checked[]> {
  const base = join(folder, job.job_name);
  const { kubernetes_sd_configs: _, ...others } = job;
  writeFileSync(
    `${base}.targets.json`,
    JSON.stringify(
      found.map((labels) => ({ targets: [labels.get('__address__')], labels: Object.fromEntries(labels) })),
    ),
  );
  writeFileSync(
    `${base}.yml`,
    JSON.stringify({
      scrape_configs: [{ ...others, file_sd_configs: [{ files: [`${base}.targets.json`] }] }],
    }),
  );
  const promtool = spawn(findProgram('promtool') ?? 'promtool', [
    ...['check', 'service-discovery', `--timeout=${seconds}s`, `${base}.yml`, job.job_name],
  ]);
  let text = '';
  promtool.stdout.on('data', (chunk) => (text += chunk));
  let said = '';
  promtool.stderr.on('data', (chunk) => (said += chunk));
  await once(promtool, 'close');
  if (!text.startsWith('[')) {
    if (seconds < 60 && /no targets/i.test(said + text)) return check(job, found, seconds * 3);
    throw new Error(`${job.job_name}: ${said}${text}`);
  }
  const results = JSON.parse(text) as Checked[];
  return results.length < found.length && seconds < 60 ? check(job, found, seconds * 3) : results;
}

/** What promtool says of a target, in the words of `scrapeTarget`. */
function theirs({ labels, error }: Checked): unknown {
  if (error !== undefined) return 'broken';
  if (Object.keys(labels).length === 0) return 'dropped';
  const visible = Object.entries(labels).filter(([name]) => !name.startsWith('__'));
  const params = Object.entries(labels).flatMap(([name, value]): [string, string][] =>
    name.startsWith('__param_') ? [[name.slice('__param_'.length), value]] : [],
  );
  const query = new URLSearchParams(params).toString();
  const { __scheme__: scheme, __address__: address, __metrics_path__: path = '' } = labels;
  return {
    url: `${scheme}://${address}${path}${query === '' ? '' : `?${query}`}`,
    labels: Object.fromEntries(visible),
    interval: labels['__scrape_interval__'],
  };
}

function ours(
  found: ReadonlyMap<string, string>,
  job: ScrapeJob,
  relabel: ReturnType<typeof compileSteps>,
): unknown {
  const outcome = scrapeTarget(found, job, relabel);
  if (outcome.state !== 'scraped') return outcome.state;
  const { url, labels, interval } = outcome;
  return { url, labels: Object.fromEntries(labels), interval };
}

async function compare(jobs: readonly ScrapeJob[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = { jobs: jobs.length, targets: 0, scraped: 0, dropped: 0, broken: 0 };
  const differences: unknown[] = [];
  const judge = async (job: ScrapeJob) => {
    const [{ role } = { role: 'pod' as const }] = job.kubernetes_sd_configs;
    const found = discover(role, workloads).map(
      ({ labels }, i) =>
        new Map([
          ...labels,
          ['__meta_test', String(i)],
          ['__meta_filepath', join(folder, `${job.job_name}.targets.json`)],
        ]),
    );
    const results = await check(job, found);
    const relabel = compileSteps(job.relabel_configs);
    expect(results.length).toBe(found.length);
    // Of a target that cannot be scraped promtool does not say which it is: those it names no target for must be ours.
    const named = new Map(
      results.map((result) => [Number(result.discoveredLabels?.['__meta_test']), result]),
    );
    for (const [i, target] of found.entries()) {
      const result = named.get(i);
      const [mine, other] = [ours(target, job, relabel), result === undefined ? 'broken' : theirs(result)];
      counts['targets'] = (counts['targets'] ?? 0) + 1;
      const state = typeof other === 'string' ? other : 'scraped';
      counts[state] = (counts[state] ?? 0) + 1;
      if (!isDeepStrictEqual(mine, other)) differences.push({ mine, other, target, job: job.job_name });
    }
  };
  await Promise.all(jobs.map(judge));
  expect(differences.slice(0, 4)).toEqual([]);
  return counts;
}

describeWith(['promtool'], 'explainScrape and promtool', () => {
  beforeAll(() => expect(pods).toHaveLength(numRuns));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('agree on 200 random pods by the jobs of the chart, old and new', async () => {
    const jobs = (['helm', 'helm-legacy'] as const).flatMap((profile) =>
      chartJobs(profile).map((job) => ({ ...job, job_name: `${profile}-${job.job_name}` })),
    );
    const counts = await compare(jobs);
    console.log('by the chart', counts);
    expect(counts['scraped']).toBeGreaterThan(200);
    expect(counts['dropped']).toBeGreaterThan(200);
  });

  it('agree on the same pods by random steps', async () => {
    const lists = fc.sample(fc.array(randomStep, { minLength: 2, maxLength: 8 }), { seed, numRuns: 12 });
    const jobs = lists.map((relabel_configs, i): ScrapeJob => {
      return { job_name: `random-${i}`, kubernetes_sd_configs: [{ role: 'pod' }], relabel_configs };
    });
    const counts = await compare(jobs);
    console.log('by random steps', counts);
    expect(counts['scraped']).toBeGreaterThan(1000);
    expect(counts['dropped']).toBeGreaterThan(200);
    expect(counts['broken']).toBeGreaterThan(100);
  });
});
