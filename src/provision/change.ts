import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { TricordError } from '../errors.js';

/** One object of Grafana or of a ruler, and what is to be done about it. */
export interface Change {
  readonly kind: 'folder' | 'dashboard' | 'rule group';
  /** What people call it, and its id. */
  readonly name: string;
  /** `conflict`: somebody else's work stands there, and it is left alone. */
  readonly action: 'create' | 'update' | 'delete' | 'keep' | 'conflict';
  /** Why it is a conflict. */
  readonly reason?: string;
  /** What becomes of its content, as a unified diff. */
  readonly diff?: string;
  /** Makes it so; rejects with what went wrong. */
  readonly apply?: () => Promise<void>;
}

/** What became of a change. */
export interface Outcome {
  readonly change: Change;
  readonly state: 'done' | 'failed' | 'left';
  readonly reason?: string;
}

/** Makes changes one after the other; one that fails is told and does not stop the others. */
export async function applyChanges(
  changes: readonly Change[],
  onStep: (change: Change) => void = () => undefined,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const change of changes) {
    onStep(change);
    outcomes.push(await applyChange(change));
  }
  return outcomes;
}

async function applyChange(change: Change): Promise<Outcome> {
  if (change.apply === undefined) return { change, state: 'left' };
  try {
    await change.apply();
    return { change, state: 'done' };
  } catch (error) {
    if (error instanceof TricordError) return { change, state: 'failed', reason: error.message };
    throw error;
  }
}

/** Returns the difference of two contents, empty when there is none. */
export function renderChange(name: string, before: string, after: string): string {
  if (before === after) return '';
  return createTwoFilesPatch(name, name, before, after, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
