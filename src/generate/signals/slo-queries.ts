import { serverHandleSeconds, serverHandleTotal } from '../../catalog/server-metrics.js';
import { failedRequests } from './operation-families.js';
import { oneOf, type Queries } from './queries.js';
import type { RecordingQuery } from './rule-queries.js';
import type { Slo } from './slos.js';

/** Windows that burn-rate alerts look at, besides the period of each promise. */
export const burnWindows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/** Names of the recorded series of promises; each has the label `slo`. */
export function sloNames({ target }: Queries) {
  const level = `${target.namespace}_${target.app}`;
  return {
    requests: `${level}:slo_requests:rate5m`,
    bad: `${level}:slo_bad_requests:rate5m`,
    ratio: (window: string) => `${level}:slo_bad_requests:ratio_rate${window}`,
  };
}

/**
 * Returns the recording rules of promises: per promise how many requests there are and how many are bad, and per window
 * the share that is bad. Long windows add up what was recorded, so that a busy minute weighs more than a quiet one, and
 * a time without requests leaves them as they are.
 */
export function sloRecordings(slos: readonly Slo[], queries: Queries): RecordingQuery[] {
  if (slos.length === 0) return [];
  const names = sloNames(queries);
  const { select } = queries;
  const perSlo = slos.flatMap((slo): RecordingQuery[] => {
    const labels = { slo: slo.name };
    const { requests, bad } = countRequests(slo, queries, [queries.target.namespace, queries.target.app]);
    return [
      { record: names.requests, labels, expr: requests },
      { record: names.bad, labels, expr: bad },
    ];
  });
  const windows = [...new Set([...burnWindows, ...slos.map(({ period }) => period)])];
  const ratios = windows.map((window): RecordingQuery => {
    const over = (name: string) =>
      window === '5m' ? select(name) : `sum_over_time(${select(name)}[${window}])`;
    return { record: names.ratio(window), expr: `${over(names.bad)} / (${over(names.requests)} > 0)` };
  });
  return [...perSlo, ...ratios];
}

/** Returns how many requests a promise is about, and how many of them are bad, per second; keeps the labels `by`. */
export function countRequests(
  slo: Slo,
  queries: Queries,
  by: readonly string[],
): { requests: string; bad: string } {
  const choice = { by, where: slo.where };
  if (slo.thresholdSeconds === undefined) {
    const requests = queries.rate(serverHandleTotal, choice);
    const failed = queries.rate(serverHandleTotal, { ...choice, where: [...slo.where, failedRequests.part] });
    return { requests, bad: `${failed} or ${requests} * 0` };
  }
  const requests = queries.buckets(serverHandleSeconds, { ...choice, where: [...slo.where, 'le="+Inf"'] });
  const good = queries.buckets(serverHandleSeconds, {
    ...choice,
    where: [...slo.where, oneOf('le', spellings(slo.thresholdSeconds))],
  });
  return { requests, bad: `clamp_min(${requests} - ${good}, 0)` };
}

/** Go writes a whole number as `1.0` to one reader and as `1` to another. */
function spellings(bound: number): string[] {
  return Number.isInteger(bound) ? [String(bound), `${bound}.0`] : [String(bound)];
}

/** What the alerts of a promise compare: the share of bad requests by window, and whether it is measured at all. */
export interface SloAlertQueries {
  /** Window → PromQL of the share of bad requests in it. */
  readonly ratios: Readonly<Record<string, string>>;
  /** Has series while nothing was measured lately, though it was within a day. */
  readonly unmeasured: string;
}

/** Returns the queries of the alerts of one promise. */
export function sloAlertQueries({ name }: Slo, queries: Queries): SloAlertQueries {
  const names = sloNames(queries);
  const where = [oneOf('slo', [name])];
  const requests = queries.select(names.requests, where);
  return {
    ratios: Object.fromEntries(
      burnWindows.map((window) => [window, queries.select(names.ratio(window), where)]),
    ),
    unmeasured: `count_over_time(${requests}[1d]) unless ${requests}`,
  };
}
