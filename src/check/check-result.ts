import type { Problem } from '../problem.js';
import type { MetricCardinality } from './cardinality.js';
import type { PolicyCount, ProblemList } from './problem-list.js';

/** What a file can be checked as. */
export type TargetKind = 'metrics' | 'logs' | 'rules' | 'dashboard' | 'manifest';

/** What can have problems: what can be checked, and the configuration it is checked by. */
export type ResultKind = TargetKind | 'config';

/** What a check found in one file, page or stream. */
export interface CheckResult {
  readonly file: string;
  readonly kind: ResultKind;
  /** How many series, lines, rules, panels, workloads or waivers were judged. */
  readonly subjects: number;
  /** The first hundred problems of each policy, in the order of the file. */
  readonly problems: readonly Problem[];
  /** Policy id → how often it was broken. */
  readonly counts: ReadonlyMap<string, PolicyCount>;
  /** How many problems a waiver or a baseline let pass. */
  readonly passed: ProblemList['passed'];
  /** Of a page, the metrics with the most series, the largest first, when they were asked for. */
  readonly cardinality?: readonly MetricCardinality[];
}

/** Closes a list of problems; those of one line stay in the order in which they were found. */
export function createCheckResult(
  file: string,
  kind: ResultKind,
  { list, subjects }: { list: ProblemList; subjects: number },
): CheckResult {
  const problems = [...list.problems].sort((a, b) => (a.location?.line ?? 0) - (b.location?.line ?? 0));
  return { file, kind, subjects, problems, counts: list.counts, passed: list.passed };
}
