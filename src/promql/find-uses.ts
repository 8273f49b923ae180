import { readSelector, type Selector } from './find-selectors.js';
import type { ParsedQuery, QueryNode } from './parse-query.js';

/** A vector selector, and what is done with what it selects. */
export interface SelectorUse extends Selector {
  /** Functions and aggregations around it, the innermost first. */
  readonly within: readonly string[];
  /** Whether only the presence of its series counts, as right of `and` and `unless`. */
  readonly isMatchOnly: boolean;
  /** Whether it stands in a difference of two selections, such as started less ended. */
  readonly isInDifference: boolean;
}

/** Finds every vector selector of an expression, in order, together with what stands around it. */
export function findUses({ tree, text }: ParsedQuery): SelectorUse[] {
  const uses: SelectorUse[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const around = findAncestors(node);
      uses.push({
        ...readSelector(node, text),
        within: around.flatMap((ancestor) => nameOf(ancestor, text)),
        isMatchOnly: around.some((ancestor, i) => isRightOfSet(ancestor, around[i - 1] ?? node)),
        isInDifference: around.some(isDifference),
      });
    },
  });
  return uses;
}

function findAncestors(node: QueryNode): QueryNode[] {
  const ancestors: QueryNode[] = [];
  for (let at = node.parent; at !== null; at = at.parent) ancestors.push(at);
  return ancestors;
}

function nameOf(node: QueryNode, text: string): string[] {
  const name = node.getChild('FunctionIdentifier') ?? node.getChild('AggregateOp');
  return name === null ? [] : [text.slice(name.from, name.to).toLowerCase()];
}

function isRightOfSet(node: QueryNode, child: QueryNode): boolean {
  if (node.name !== 'BinaryExpr' || (node.getChild('And') ?? node.getChild('Unless')) === null) return false;
  return node.getChildren('Expr').at(-1)?.from === child.from;
}

function isDifference(node: QueryNode): boolean {
  if (node.name !== 'BinaryExpr' || node.getChild('Sub') === null) return false;
  return node.getChildren('Expr').every(hasSelector);
}

function hasSelector(node: QueryNode): boolean {
  if (node.name === 'VectorSelector') return true;
  return [
    ...node.getChildren('Expr'),
    ...(node.getChild('FunctionCallBody')?.getChildren('Expr') ?? []),
  ].some(hasSelector);
}
