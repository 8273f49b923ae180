import type { JobVerdict, PodVerdict, Refusal } from '../scrape/explain-scrape.js';
import type { ScrapeJob } from '../scrape/relabel-step.js';
import type { Monitor } from '../scrape/workload.js';
import { type Paint, withoutControls } from './paint.js';

/** What the verdicts follow from, and how they are coloured. */
export interface ScrapeContext {
  readonly jobs: readonly ScrapeJob[];
  readonly monitors: readonly Monitor[];
  readonly paint: Paint;
}

/** Renders, pod by pod, who scrapes it with which labels, and why the others do not. */
export function renderScrapes(verdicts: readonly PodVerdict[], context: ScrapeContext): string {
  const notes = notesOf(context);
  return [...verdicts.map((verdict) => renderPod(verdict, context.paint)), ...notes].join('\n');
}

function renderPod({ pod, jobs, scrapes }: PodVerdict, paint: Paint): string {
  const title = paint('bold', withoutControls(`${pod.owner} (namespace ${pod.namespace})`));
  const lines = [
    `${title}: ${summary(scrapes, paint)}`,
    ...jobs.flatMap((job) => renderJob(job, paint)),
    ...adviceFor(pod.annotations),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(scrapes: number, paint: Paint): string {
  if (scrapes === 0) return paint('red', 'scraped by nobody');
  return scrapes === 1 ? paint('green', 'scraped once') : paint('red', `scraped ${scrapes} times`);
}

function renderJob({ job, targets, found, refusals, honorsLabels }: JobVerdict, paint: Paint): string[] {
  const name = withoutControls(job);
  if (targets.length > 0) {
    const merged = found > targets.length ? `, ${found} targets in one` : '';
    return targets.flatMap(({ url, interval, timeout, labels }) => [
      `  ${paint('green', 'scrapes')} ${name}: ${withoutControls(url)} every ${interval}, at most ${timeout}${merged}`,
      ...[...labels].map(([label, value]) => `    ${label}="${withoutControls(value)}"`),
      ...(honorsLabels ? ['    A label that a metric has itself stays as it is (honor_labels).'] : []),
    ]);
  }
  const reasons = refusals.length === 0 ? ['It finds no target of this pod.'] : refusals.map(reasonOf);
  return reasons.map((reason) => `  ${paint('dim', 'leaves')}  ${name}: ${withoutControls(reason)}`);
}

function reasonOf({ step, reason }: Refusal): string {
  if (step === undefined) return `It cannot be scraped: ${reason ?? ''}.`;
  const { number, source_labels: sources = [], regex = '(.*)', value, action = 'replace' } = step;
  const what = { keep: 'keeps only', drop: 'drops' }[action as 'keep' | 'drop'] ?? action;
  const shown = value.replace(/^;+$/, '') === '' ? 'not there' : `\`${value}\``;
  return `step ${number} ${what} \`${regex}\` of ${sources.join(' and ')}, which is ${shown}.`;
}

/** Values that were meant otherwise. */
function adviceFor(annotations: Readonly<Record<string, string>>): string[] {
  const scrape = annotations['prometheus.io/scrape'];
  if (scrape === undefined || scrape === 'true' || scrape === 'false') return [];
  return [
    `  \`prometheus.io/scrape\` is \`${withoutControls(scrape)}\`; only \`true\`, in lower case, is meant.`,
  ];
}

function notesOf({ jobs, monitors }: ScrapeContext): string[] {
  const none = jobs.length === 0 ? ['There is no job that finds pods in Kubernetes.\n'] : [];
  const partly = monitors
    .filter(({ hasExpressions }) => hasExpressions)
    .map(({ kind, name }) => `The matchExpressions of ${kind} ${withoutControls(name)} are not evaluated.\n`);
  return [...none, ...partly];
}
