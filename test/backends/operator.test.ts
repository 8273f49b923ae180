import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { discover } from '../../src/scrape/discover.js';
import { monitorJobs } from '../../src/scrape/monitor-jobs.js';
import { readJobs } from '../../src/scrape/read-jobs.js';
import { readWorkloads } from '../../src/scrape/read-workloads.js';
import { compileSteps } from '../../src/scrape/relabel.js';
import type { ScrapeJob } from '../../src/scrape/relabel-step.js';
import { scrapeTarget } from '../../src/scrape/scrape-target.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';
import { randomMonitor } from '../support/random-monitors.js';
import { samplePods, servicesBefore } from '../support/random-pods.js';

const seed = 20_261_127;
const monitors = fc.sample(randomMonitor, { seed, numRuns: 200 }).map((monitor, i) => ({
  ...monitor,
  metadata: { ...monitor.metadata, name: `monitor-${i}` },
}));
const pods = samplePods(seed, 60);
const services = servicesBefore(pods, 'metrics');
const workloads = readWorkloads(JSON.stringify({ kind: 'List', items: [...pods, ...services, ...monitors] }));

/** What the operator's own generator makes of the monitors, for a Prometheus that is not split. */
function theirJobs(): ScrapeJob[] {
  const { stdout, stderr } = spawnSync(findProgram('operator-config') ?? '', [], {
    input: JSON.stringify(monitors),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  expect(stderr).toBe('');
  return readJobs(stdout.replaceAll('$(SHARD)', '0')).jobs;
}

/** What a job makes of something that was found; which of its steps drops it is its own affair. */
function outcomesOf(job: ScrapeJob): unknown[] {
  const relabel = compileSteps(job.relabel_configs);
  const [{ role } = { role: 'pod' as const }] = job.kubernetes_sd_configs;
  return discover(role, workloads).map(({ labels }) => {
    const outcome = scrapeTarget(labels, job, relabel);
    if (outcome.state !== 'scraped') return outcome.state;
    return { ...outcome, labels: Object.fromEntries(outcome.labels) };
  });
}

describeWith(['operator-config'], 'the jobs of monitors', () => {
  it("are those that the Prometheus operator's own generator makes, for 200 random monitors", () => {
    const ours = new Map(monitorJobs(workloads.monitors).map((job) => [job.job_name, job]));
    const theirs = theirJobs();
    expect(new Set(theirs.map(({ job_name }) => job_name))).toEqual(new Set(ours.keys()));
    const counts = { jobs: theirs.length, scraped: 0, dropped: 0, broken: 0 };
    const differences: unknown[] = [];
    for (const job of theirs) {
      const own = ours.get(job.job_name) as ScrapeJob;
      expect(own.kubernetes_sd_configs, job.job_name).toEqual(job.kubernetes_sd_configs);
      expect(own.honor_labels, job.job_name).toBe(job.honor_labels);
      const [mine, other] = [outcomesOf(own), outcomesOf(job)];
      for (const [i, outcome] of other.entries()) {
        counts[typeof outcome === 'string' ? (outcome as 'dropped' | 'broken') : 'scraped']++;
        if (!isDeepStrictEqual(mine[i], outcome))
          differences.push({ job: job.job_name, mine: mine[i], other: outcome });
      }
    }
    console.log('by monitors', counts, `${differences.length} differences`);
    expect(differences.slice(0, 4)).toEqual([]);
    expect(counts.scraped).toBeGreaterThan(1000);
    expect(counts.dropped).toBeGreaterThan(1000);
  });
});
