import type { Problem } from '../problem.js';
import type { PolicyCount, ProblemList } from './problem-list.js';

/** What a file can be checked as. */
export type TargetKind = 'metrics' | 'logs' | 'rules' | 'dashboard';

/** What a check found in one file, page or stream. */
export interface CheckResult {
  readonly file: string;
  readonly kind: TargetKind;
  /** How many series, lines, rules or panels were judged. */
  readonly subjects: number;
  /** The first hundred problems of each policy, in the order of the file. */
  readonly problems: readonly Problem[];
  /** Policy id → how often it was broken. */
  readonly counts: ReadonlyMap<string, PolicyCount>;
}

/** Closes a list of problems; those of one line stay in the order in which they were found. */
export function createCheckResult(
  file: string,
  kind: TargetKind,
  { list, subjects }: { list: ProblemList; subjects: number },
): CheckResult {
  const problems = [...list.problems].sort((a, b) => (a.location?.line ?? 0) - (b.location?.line ?? 0));
  return { file, kind, subjects, problems, counts: list.counts };
}
