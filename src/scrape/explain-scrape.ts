import { compileSteps } from './relabel.js';
import { discover } from './discover.js';
import type { RelabelStep, ScrapeJob } from './relabel-step.js';
import { type ScrapeDefaults, scrapeTarget, type TargetOutcome } from './scrape-target.js';
import type { Pod, Workloads } from './workload.js';

/** A target that a job scrapes. */
export type ScrapedTarget = Extract<TargetOutcome, { state: 'scraped' }>;

/** Why a job leaves something out. */
export interface Refusal {
  /** The step that dropped it, counted from 1, and what its sources held; absent when no step did. */
  readonly step?: RelabelStep & { readonly number: number; readonly value: string };
  readonly reason?: string;
}

/** What one job does with a pod. */
export interface JobVerdict {
  readonly job: string;
  readonly honorsLabels: boolean;
  /** Each target once, as Prometheus scrapes it. */
  readonly targets: readonly ScrapedTarget[];
  /** How many there were before; those with the same address and labels are one. */
  readonly found: number;
  readonly refusals: readonly Refusal[];
}

/** What all jobs do with a pod. */
export interface PodVerdict {
  readonly pod: Pod;
  readonly jobs: readonly JobVerdict[];
  /** Targets of all jobs: 1 is what is wanted. */
  readonly scrapes: number;
}

/** Returns which jobs would scrape each pod, with which labels, and why the others would not. */
export function explainScrape(
  workloads: Workloads,
  jobs: readonly ScrapeJob[],
  defaults?: ScrapeDefaults,
): PodVerdict[] {
  const verdicts = jobs.map((job) => judgeJob(job, workloads, defaults));
  return workloads.pods.map((pod) => {
    const ofPod = verdicts.map((verdict) => verdict(pod));
    return { pod, jobs: ofPod, scrapes: ofPod.reduce((sum, { targets }) => sum + targets.length, 0) };
  });
}

function judgeJob(job: ScrapeJob, workloads: Workloads, defaults?: ScrapeDefaults): (pod: Pod) => JobVerdict {
  const relabel = compileSteps(job.relabel_configs);
  const found = job.kubernetes_sd_configs.flatMap(({ role, namespaces }) =>
    discover(role, workloads).filter(
      ({ pod }) => namespaces?.names === undefined || namespaces.names.includes(pod.namespace),
    ),
  );
  return (pod) => {
    const ofPod = found.filter((one) => one.pod === pod);
    const outcomes = ofPod.map(({ labels }) => scrapeTarget(labels, job, relabel, defaults));
    const scraped = outcomes.filter((outcome) => outcome.state === 'scraped');
    const unique = new Map(
      scraped.map((target) => [`${target.url} ${JSON.stringify([...target.labels])}`, target]),
    );
    const refusals = outcomes.flatMap((outcome) => refusalOf(outcome, job));
    return {
      job: job.job_name,
      honorsLabels: job.honor_labels === true,
      targets: [...unique.values()],
      found: scraped.length,
      refusals: [...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values()],
    };
  };
}

function refusalOf(outcome: TargetOutcome, job: ScrapeJob): Refusal[] {
  if (outcome.state === 'scraped') return [];
  if (outcome.state === 'broken') return [{ reason: outcome.reason }];
  const { step, value } = outcome;
  return [{ step: { ...job.relabel_configs[step], number: step + 1, value } }];
}
