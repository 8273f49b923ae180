import {
  type Location,
  type Policy,
  type Problem,
  renderMessage,
  type Severity,
  type Verdict,
} from '../problem.js';
import type { Treat } from './treatment.js';

/** Problems of one policy that are kept with their place; the rest is counted. */
const keptPerPolicy = 100;

/** Characters of a source line that are kept; a reporter cannot show more of it anyway. */
const keptSource = 8192;

/** What one policy has found in one file. */
export interface PolicyCount {
  readonly severity: Severity;
  readonly count: number;
}

/** Where in its line a problem is, when it is known better than by its words. */
export interface Place {
  readonly line?: number;
  readonly source?: string;
  /** From 1. */
  readonly column?: number;
  readonly length?: number;
}

/** Gathers the problems of one file in bounded memory. */
export interface ProblemList {
  readonly problems: readonly Problem[];
  /** How many problems a waiver or a baseline let pass. */
  readonly passed: { readonly waived: number; readonly known: number };
  /** Policy id → how often it was broken, whether or not each problem was kept. */
  readonly counts: ReadonlyMap<string, PolicyCount>;
  add(policy: Policy<never>, verdict: Verdict<string>, place: Place): void;
}

/** Creates an empty list for a file; without a treatment, each problem has the severity of its policy. */
export function createProblemList(file: string, treat?: Treat): ProblemList {
  const problems: Problem[] = [];
  const counts = new Map<string, PolicyCount>();
  const passed = { waived: 0, known: 0 };
  return {
    problems,
    passed,
    counts,
    add(policy, verdict, place) {
      const { id } = policy;
      const treated = treat?.({
        ...{ policy: id, severity: policy.severity, file },
        // Few treatments read it, and a hostile page has a million problems.
        get text() {
          return renderMessage(policy, verdict);
        },
      });
      const severity = treated ?? policy.severity;
      if (severity === 'off') return;
      if (severity === 'waived' || severity === 'known') {
        passed[severity] += 1;
        return;
      }
      const count = (counts.get(id)?.count ?? 0) + 1;
      counts.set(id, { severity, count });
      if (count > keptPerPolicy) return;
      const location = locate(file, place, verdict.part);
      problems.push({ policy: id, severity, text: renderMessage(policy, verdict), location });
    },
  };
}

function locate(file: string, place: Place, part: string | undefined): Location {
  const { line, source, column, length } = place;
  if (line === undefined) return { file };
  if (source === undefined) return { file, line };
  // A copy, since a part of a text would keep the whole chunk it was read in.
  const kept = { file, line, source: Buffer.from(source.slice(0, keptSource)).toString() };
  if (column !== undefined) return { ...kept, column, length: Math.max(1, length ?? part?.length ?? 1) };
  const at = part === undefined || part === '' ? -1 : findWord(source, part);
  return part === undefined || at === -1 ? kept : { ...kept, column: at + 1, length: part.length };
}

/** Returns where a word stands by itself in a line, else where its letters stand, else -1. */
export function findWord(line: string, word: string, from = 0): number {
  const isWord = (character: string | undefined) => character !== undefined && /\w/.test(character);
  let at = line.indexOf(word, from);
  for (let tries = 0; at !== -1 && tries < 1000; tries++) {
    const touchesBefore = isWord(word[0]) && isWord(line[at - 1]);
    const touchesAfter = isWord(word.at(-1)) && isWord(line[at + word.length]);
    if (!touchesBefore && !touchesAfter) return at;
    at = line.indexOf(word, at + 1);
  }
  return line.indexOf(word, from);
}
