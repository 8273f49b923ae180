import type { SelectorSubject } from '../policies/dashboard-selector.js';
import { findSelectors, isOpaque, parseQuery } from '../promql/index.js';
import type { ScalarNode } from './parse-document.js';
import { substituteVariables, type VariableKind } from './substitute-variables.js';

/** An expression, and the title of the panel that asks it. */
export interface PanelExpression {
  readonly title: string;
  readonly expr: ScalarNode;
}

/** Reads the selectors of every expression of a board, and whether they follow its variables. */
export function readSelectors(
  expressions: readonly PanelExpression[],
  kinds: ReadonlyMap<string, VariableKind>,
): { readonly subject: SelectorSubject; readonly expr: ScalarNode }[] {
  const followed = new Set<string>();
  const read = expressions.map(({ title, expr }) => {
    const query = parseQuery(substituteVariables(expr.value, kinds, { keepTexts: true }));
    const selectors = findSelectors(query).map(({ metric = '', matchers }) => {
      const following = matchers.filter(({ value }) => /\$|\[\[/.test(value));
      for (const { label } of following) followed.add(label);
      return { metric, follows: following.length > 0 };
    });
    return { title, expr, selectors: selectors.filter(({ metric }) => metric !== '' && !isOpaque(metric)) };
  });
  const labels = [...followed].sort();
  return read.map(({ title, expr, selectors }) => ({
    expr,
    subject: { title, selectors, followed: labels },
  }));
}
