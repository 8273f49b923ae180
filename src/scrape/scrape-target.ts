import { type Labels, type Relabelled, type compileSteps } from './relabel.js';
import type { ScrapeJob } from './relabel-step.js';

/** What a job does with something it found. */
export type TargetOutcome =
  | {
      readonly state: 'scraped';
      readonly url: string;
      readonly interval: string;
      readonly timeout: string;
      /** Labels of every series of the target. */
      readonly labels: Labels;
    }
  | { readonly state: 'dropped'; readonly step: number; readonly value: string }
  | { readonly state: 'broken'; readonly reason: string };

/** What a Prometheus does where a job does not say. */
export interface ScrapeDefaults {
  readonly interval: string;
  readonly timeout: string;
}

const usual: ScrapeDefaults = { interval: '1m', timeout: '10s' };

/** Returns what a job does with a target that was found with these labels, as Prometheus 2 does it. */
export function scrapeTarget(
  found: Labels,
  job: ScrapeJob,
  relabel: ReturnType<typeof compileSteps>,
  defaults: ScrapeDefaults = usual,
): TargetOutcome {
  const interval = job.scrape_interval ?? defaults.interval;
  const preset = new Map<string, string>([
    ['job', job.job_name],
    ['__scrape_interval__', interval],
    ['__scrape_timeout__', job.scrape_timeout ?? shorter(defaults.timeout, interval)],
    ['__metrics_path__', job.metrics_path ?? '/metrics'],
    ['__scheme__', job.scheme ?? 'http'],
    ...Object.entries(job.params ?? {}).flatMap(([name, [value]]): [string, string][] =>
      value === undefined ? [] : [[`__param_${name}`, value]],
    ),
    ...[...found].filter(([, value]) => value !== ''),
  ]);
  const result: Relabelled = relabel(preset);
  if (!result.kept) return { state: 'dropped', step: result.step, value: result.value };
  return settle(new Map(result.labels));
}

function settle(labels: Map<string, string>): TargetOutcome {
  const get = (name: string) => labels.get(name) ?? '';
  const scheme = get('__scheme__');
  const bare = get('__address__');
  if (bare === '') return { state: 'broken', reason: 'it has no address' };
  const port = { http: '80', https: '443' }[scheme];
  // As Prometheus has it: what a port does not make an address stays as it is, such as a bare IPv6.
  const lacksPort = !hasPort(bare) && hasPort(`${bare}:1`);
  if (lacksPort && port === undefined) return { state: 'broken', reason: `the scheme \`${scheme}\` is none` };
  const address = lacksPort ? `${bare}:${port}` : bare;
  if (address.includes('/')) return { state: 'broken', reason: `\`${address}\` is no address` };
  const [interval, timeout] = [get('__scrape_interval__'), get('__scrape_timeout__')];
  const fault = judgeTimes(interval, timeout);
  if (fault !== undefined) return { state: 'broken', reason: fault };
  const params = [...labels].flatMap(([name, value]): [string, string][] =>
    name.startsWith('__param_') ? [[name.slice('__param_'.length), value]] : [],
  );
  const query =
    params.length === 0
      ? ''
      : `?${new URLSearchParams(params.sort(([a], [b]) => (a < b ? -1 : 1))).toString()}`;
  const visible = [...labels].filter(([name]) => !name.startsWith('__'));
  const instance: [string, string][] = labels.has('instance') ? [] : [['instance', address]];
  return {
    state: 'scraped',
    url: `${scheme}://${address}${get('__metrics_path__')}${query}`,
    ...{ interval, timeout },
    labels: new Map([...visible, ...instance].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Whether an address is a host and a port, by Go's `net.SplitHostPort`; the port may be empty. */
function hasPort(address: string): boolean {
  return /^(?:\[[^[\]]*\]|[^[\]:]*):[^[\]:]*$/.test(address);
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
  d: 8.64e7,
  w: 6.048e8,
  y: 3.1536e10,
};

/** Milliseconds of a duration of Prometheus; undefined when it is none. */
function milliseconds(duration: string): number | undefined {
  if (!/^(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
}

function judgeTimes(interval: string, timeout: string): string | undefined {
  const [every, patience] = [milliseconds(interval), milliseconds(timeout)];
  if (every === undefined || every === 0) return `the interval \`${interval}\` is none`;
  if (patience === undefined || patience === 0) return `the timeout \`${timeout}\` is none`;
  return patience > every ? `its timeout ${timeout} is longer than its interval ${interval}` : undefined;
}

function shorter(one: string, other: string): string {
  return (milliseconds(one) ?? 0) > (milliseconds(other) ?? Infinity) ? other : one;
}
