import type { Clause } from './ast.js';
import { compileCondition } from './compile-control.js';
import { createFrame, type Frame, type Layout, type Run } from './frame.js';
import { JsonnetError } from './jsonnet-error.js';
import type { Ranged, Scope } from './scope.js';
import { isArray, type JArray } from './values.js';

type Step =
  | { readonly kind: 'for'; readonly items: Run<JArray>; readonly layout: Layout }
  | { readonly kind: 'if'; readonly holds: Run<boolean> };

/** A compiled comprehension: the scope of its body, and a walk that visits a frame for each step. */
export interface Loop {
  readonly scope: Scope;
  readonly forEach: (frame: Frame, visit: (frame: Frame) => void) => void;
}

function compileFor(
  clause: Extract<Clause, { kind: 'for' }>,
  scope: Scope,
  range: Ranged,
): { step: Step; inner: Scope } {
  const { unit } = scope;
  const run = unit.compile(clause.value, scope);
  const span = scope.span(range);
  const items = (frame: Frame): JArray => {
    const value = run(frame);
    if (!isArray(value)) throw new JsonnetError('In comprehension, can only iterate over array.').at(span);
    unit.runtime.spend(value.length);
    return value;
  };
  const inner = scope.openFrame();
  inner.declare(clause.name, range, 'duplicate local var');
  return { step: { kind: 'for', items, layout: inner.layout }, inner };
}

function walk(steps: readonly Step[], at: number, frame: Frame, visit: (frame: Frame) => void): void {
  const step = steps[at];
  if (!step) visit(frame);
  else if (step.kind === 'if') {
    if (step.holds(frame)) walk(steps, at + 1, frame, visit);
  } else {
    for (const item of step.items(frame)) {
      const inner = createFrame(step.layout, frame);
      inner[1] = item;
      walk(steps, at + 1, inner, visit);
    }
  }
}

/** Compiles the clauses of a comprehension that stands at `range`. */
export function compileClauses(clauses: readonly Clause[], outer: Scope, range: Ranged): Loop {
  const steps: Step[] = [];
  let scope = outer;
  for (const clause of clauses) {
    if (clause.kind === 'if') {
      steps.push({ kind: 'if', holds: compileCondition(clause.condition, scope, range) });
      continue;
    }
    const { step, inner } = compileFor(clause, scope, range);
    steps.push(step);
    scope = inner;
  }
  return { scope, forEach: (frame, visit) => walk(steps, 0, frame, visit) };
}
