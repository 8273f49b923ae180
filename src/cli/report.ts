import type { CheckResult } from '../check/index.js';
import type { Severity } from '../problem.js';

/** What a run of `tricord check` found. */
export interface Report {
  readonly results: readonly CheckResult[];
  readonly summary: {
    readonly files: number;
    /** Files with a problem. */
    readonly failing: number;
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    /** Problems that a waiver or a baseline let pass. */
    readonly waived: number;
    readonly known: number;
  };
}

/** Sums up what the checks of all files found. */
export function createReport(results: readonly CheckResult[]): Report {
  const counts = results.flatMap((result) => [...result.counts.values()]);
  const sum = (severity: Severity) =>
    counts.reduce((total, one) => total + (one.severity === severity ? one.count : 0), 0);
  return {
    results,
    summary: {
      files: results.length,
      failing: results.filter((result) => result.counts.size > 0).length,
      errors: sum('error'),
      warnings: sum('warning'),
      infos: sum('info'),
      waived: results.reduce((total, { passed }) => total + passed.waived, 0),
      known: results.reduce((total, { passed }) => total + passed.known, 0),
    },
  };
}

/** Whether a report has a problem at least as bad as a severity. */
export function hasFailed({ summary }: Report, failOn: Severity): boolean {
  const { errors, warnings, infos } = summary;
  if (failOn === 'error') return errors > 0;
  return errors + warnings + (failOn === 'info' ? infos : 0) > 0;
}

/** Returns the path of a rule's page in this package. */
export function docPath(policy: string): string {
  return `docs/rules/${policy}.md`;
}
