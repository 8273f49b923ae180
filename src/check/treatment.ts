import type { Waiver } from '../catalog/service-config.js';
import type { Problem, Severity } from '../problem.js';
import type { Baseline } from './baseline.js';

/** What becomes of a problem: it is reported at a severity, waived, known from a baseline, or its rule is off. */
export type Treatment = Severity | 'waived' | 'known' | 'off';

/** A problem as far as its treatment goes. */
export type TreatedProblem = Pick<Problem, 'policy' | 'severity' | 'text'> & { readonly file: string };

/** Decides what becomes of each problem. */
export type Treat = (problem: TreatedProblem) => Treatment;

/** By what problems are treated. */
export interface TreatmentOptions {
  /** Rule → its severity here. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly waivers?: readonly Waiver[];
  /** The day that waivers are compared with. */
  readonly today: Date;
  readonly baseline?: Baseline;
}

/** Creates the treatment of a run: severity first, then waivers that still hold, then the baseline. */
export function createTreatment({ rules = {}, waivers = [], today, baseline }: TreatmentOptions): Treat {
  const valid = waivers
    .filter((waiver) => !isExpired(waiver, today))
    .map((waiver) => ({ ...waiver, matchesFile: createMatcher(waiver.file ?? '*') }));
  return (problem) => {
    const severity =
      (Object.hasOwn(rules, problem.policy) ? rules[problem.policy] : undefined) ?? problem.severity;
    if (severity === 'off') return 'off';
    const isWaived = valid.some(
      ({ rule, text = '', matchesFile }) =>
        rule === problem.policy && problem.text.includes(text) && matchesFile(problem.file),
    );
    if (isWaived) return 'waived';
    return baseline?.take(problem) === true ? 'known' : severity;
  };
}

/** Whether a waiver no longer holds: its day is the last on which it does. */
export function isExpired({ until }: Waiver, today: Date): boolean {
  return today.toISOString().slice(0, 10) > until;
}

/** Makes a test for names of files, in which `*` stands for any characters. */
function createMatcher(pattern: string): (file: string) => boolean {
  const pieces = pattern.split(/\*+/);
  return (file) => {
    const [first = '', ...rest] = pieces;
    if (rest.length === 0) return file === first;
    const last = rest.pop() ?? '';
    let at = first.length;
    for (const piece of rest) {
      const found = file.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return file.startsWith(first) && file.endsWith(last) && file.length - last.length >= at;
  };
}
