import { canCarry, findNodeLabels, type SeriesLabels } from './find-result-labels.js';
import { readGroupingLabels } from './find-selectors.js';
import type { ParsedQuery, QueryNode } from './parse-query.js';

/** A label that `by`, `on` or `group_left` names although nothing there can carry it. */
export interface LostGrouping {
  readonly label: string;
  readonly clause: 'by' | 'on' | 'group_left' | 'group_right';
  /** Where the list of labels starts in the expression. */
  readonly offset: number;
}

/** Finds the labels that an expression groups or matches by and that its operands do not have. */
export function findLostGroupings({ tree, text }: ParsedQuery, seriesLabels: SeriesLabels): LostGrouping[] {
  const found: LostGrouping[] = [];
  const judge = (
    clause: LostGrouping['clause'],
    list: QueryNode | null,
    operands: (QueryNode | undefined)[],
  ) => {
    const sides = operands.map((node) =>
      node === undefined ? undefined : findNodeLabels(node, text, seriesLabels),
    );
    for (const label of readGroupingLabels(list, text)) {
      const isLost = sides.some((labels) => labels !== undefined && !canCarry(labels, label));
      if (isLost && list !== null) found.push({ label, clause, offset: list.from });
    }
  };
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'AggregateExpr') {
        const modifier = node.getChild('AggregateModifier');
        if (modifier?.getChild('By') == null) return;
        const operand = node.getChild('FunctionCallBody')?.getChildren('Expr').at(-1);
        judge('by', modifier.getChild('GroupingLabels'), [operand]);
      } else if (name === 'BinaryExpr') {
        const clause = node.getChild('MatchingModifierClause');
        const sides = node.getChildren('Expr');
        const [labels = null, included = null] = clause?.getChildren('GroupingLabels') ?? [];
        if (clause?.getChild('On') != null) judge('on', labels, sides);
        if (clause?.getChild('GroupLeft') != null) judge('group_left', included, [sides[1]]);
        if (clause?.getChild('GroupRight') != null) judge('group_right', included, [sides[0]]);
      }
    },
  });
  return found;
}
