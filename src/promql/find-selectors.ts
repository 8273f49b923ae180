import type { ParsedQuery, QueryNode } from './parse-query.js';
import { readString } from './read-string.js';

/** One condition on a label. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** One vector selector of an expression. */
export interface Selector {
  /** Metric name, also when it is written as `{__name__="x"}` or `{"x"}`; absent when a selector has none. */
  readonly metric?: string;
  readonly matchers: readonly LabelMatcher[];
  /** Where it starts in the expression. */
  readonly offset: number;
}

/** Finds every vector selector of an expression, in order. */
export function findSelectors(query: ParsedQuery): Selector[] {
  const selectors: Selector[] = [];
  query.tree.iterate({
    enter: (node) => {
      if (node.name === 'VectorSelector') selectors.push(readSelector(node.node, query.text));
    },
  });
  return selectors;
}

/** Reads a vector selector. */
export function readSelector(node: QueryNode, text: string): Selector {
  const identifier = node.getChild('Identifier');
  const braces = node.getChild('LabelMatchers');
  const all = [
    ...(braces?.getChildren('UnquotedLabelMatcher') ?? []),
    ...(braces?.getChildren('QuotedLabelMatcher') ?? []),
  ].map((matcher) => readMatcher(matcher, text));
  const quotedName = braces?.getChild('QuotedLabelName');
  const byName = all.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
  const metric =
    identifier !== null
      ? text.slice(identifier.from, identifier.to)
      : (quotedLabel(quotedName, text) ?? byName);
  const matchers = all.filter(({ label }) => label !== '__name__');
  return metric === undefined ? { matchers, offset: node.from } : { metric, matchers, offset: node.from };
}

/** Reads the labels of `by (…)`, `without (…)`, `on (…)`, `ignoring (…)` or `group_left (…)`. */
export function readGroupingLabels(node: QueryNode | null, text: string): string[] {
  const labels: string[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (child.name === 'LabelName') labels.push(text.slice(child.from, child.to));
    if (child.name === 'QuotedLabelName') labels.push(readString(text.slice(child.from, child.to)));
  }
  return labels;
}

/** Reads one matcher of a selector. */
export function readMatcher(node: QueryNode, text: string): LabelMatcher {
  const slice = (name: string) => {
    const child = node.getChild(name);
    return child === null ? '' : text.slice(child.from, child.to);
  };
  const label = slice('LabelName') || readString(slice('QuotedLabelName'));
  return {
    label,
    operator: slice('MatchOp') as LabelMatcher['operator'],
    value: readString(slice('StringLiteral')),
  };
}

function quotedLabel(node: QueryNode | null | undefined, text: string): string | undefined {
  return node === null || node === undefined ? undefined : readString(text.slice(node.from, node.to));
}
