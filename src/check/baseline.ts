import { TricordError } from '../errors.js';
import type { TreatedProblem } from './treatment.js';

/** Problems that were there before, so that only new ones fail a run. */
export interface Baseline {
  /** Whether a problem is known; each of several alike counts once. */
  take(problem: TreatedProblem): boolean;
}

/** Gathers the problems of a run for a file that later runs compare with. */
export interface BaselineRecorder extends Baseline {
  /** The file: problems by file, rule and sentence, sorted, with how often each was there. */
  render(): string;
}

type Counts = Map<string, number>;

/** Reads a baseline; throws `TRI_CHECK_INVALID_BASELINE` when it is none. */
export function parseBaseline(text: string, path: string): Baseline {
  const left: Counts = new Map(readCounts(text, path));
  return {
    take(problem) {
      const key = keyOf(problem);
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count > 0;
    },
  };
}

/** Creates a recorder, to which every problem is known. */
export function createBaselineRecorder(): BaselineRecorder {
  const seen: Counts = new Map();
  return {
    take(problem) {
      const key = keyOf(problem);
      seen.set(key, (seen.get(key) ?? 0) + 1);
      return true;
    },
    render() {
      const rows = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
      const problems = rows.map(([key, count]) => {
        const [file, rule, text] = JSON.parse(key) as string[];
        return { file, rule, text, count };
      });
      return `${JSON.stringify({ version: 1, problems }, null, 2)}\n`;
    },
  };
}

/** Lines move, so their numbers do not belong to what a problem is. */
function keyOf({ file, policy, text }: TreatedProblem): string {
  return JSON.stringify([file, policy, text.replace(/\bline \d+/g, 'line …')]);
}

function readCounts(text: string, path: string): [string, number][] {
  try {
    const { version, problems } = JSON.parse(text) as { version: unknown; problems: unknown };
    if (version !== 1 || !Array.isArray(problems)) throw new Error('it is no baseline of version 1');
    return (problems as Record<string, unknown>[]).map(({ file, rule, text: said, count }) => {
      if (typeof count !== 'number') throw new Error('a problem has no count');
      return [JSON.stringify([file, rule, said]), count];
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TricordError('TRI_CHECK_INVALID_BASELINE', { path, reason }, { cause: error });
  }
}
