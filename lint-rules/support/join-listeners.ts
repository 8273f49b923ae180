import type { TSESLint } from '@typescript-eslint/utils';

type Listener = (...args: never[]) => void;

/** Makes one listener of several: what they say of the same node runs in their order. */
export function joinListeners(...listeners: readonly TSESLint.RuleListener[]): TSESLint.RuleListener {
  const joined = new Map<string, Listener[]>();
  for (const listener of listeners) {
    for (const [selector, run] of Object.entries(listener) as [string, Listener][]) {
      joined.set(selector, [...(joined.get(selector) ?? []), run]);
    }
  }
  const entries = [...joined].map(([selector, runs]) => [
    selector,
    (...args: never[]): void => runs.forEach((run) => run(...args)),
  ]);
  return Object.fromEntries(entries) as TSESLint.RuleListener;
}
