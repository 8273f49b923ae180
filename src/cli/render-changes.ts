import type { Change, Outcome } from '../provision/index.js';
import { type Colour, type Paint, withoutControls } from './paint.js';
import { renderDiff } from './render-generated.js';

const looks: Readonly<Record<Change['action'], readonly [sign: string, colour: Colour]>> = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  delete: ['-', 'red'],
  keep: ['=', 'dim'],
  conflict: ['!', 'red'],
};

/** Renders what would be done: each change with its difference, and how many there are of each kind. */
export function renderPlan(changes: readonly Change[], paint: Paint): string {
  const blocks = changes
    .filter(({ action }) => action !== 'keep')
    .map((change) => `${renderLine(change, paint)}${renderDiff(clean(change.diff ?? ''), paint)}`);
  const changing = changes.filter(({ action }) => action !== 'keep' && action !== 'conflict').length;
  const advice = changing === 0 ? '' : ' Nothing was written; add --apply to make it so.';
  return `${blocks.join('')}${count(changes.map(({ action }) => action))}.${advice}\n`;
}

/** Renders what was done and what was not. */
export function renderOutcomes(outcomes: readonly Outcome[], paint: Paint): string {
  const lines = outcomes
    .filter(({ change }) => change.action !== 'keep')
    .map(({ change, state, reason }) =>
      state === 'failed'
        ? `${paint('red', `! failed ${change.kind} ${withoutControls(change.name)}`)}: ${withoutControls(reason ?? '')}\n`
        : renderLine(change, paint),
    );
  const states = outcomes.map(({ change, state }) => (state === 'failed' ? 'failed' : change.action));
  return `${lines.join('')}${count(states)}.\n`;
}

function renderLine({ kind, name, action, reason }: Change, paint: Paint): string {
  const [sign, colour] = looks[action];
  const why = reason === undefined ? '' : `: ${withoutControls(reason)}`;
  return `${paint(colour, `${sign} ${action} ${kind} ${withoutControls(name)}`)}${why}\n`;
}

/** Lines stay lines; whatever else a terminal would obey does not. */
function clean(diff: string): string {
  return diff.split('\n').map(withoutControls).join('\n');
}

const words: readonly (readonly [state: string, word: string])[] = [
  ['create', 'to create'],
  ['update', 'to update'],
  ['delete', 'to delete'],
  ['keep', 'as wanted'],
  ['conflict', 'in conflict'],
  ['failed', 'failed'],
];

function count(states: readonly string[]): string {
  const counts = words.map(
    ([state, word]) => [states.filter((each) => each === state).length, word] as const,
  );
  return (
    counts
      .filter(([amount]) => amount > 0)
      .map(([amount, word]) => `${amount} ${word}`)
      .join(', ') || 'Nothing to provision'
  );
}
