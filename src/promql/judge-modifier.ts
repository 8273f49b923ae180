import type { QueryNode } from './parse-query.js';
import type { TypeFault } from './type-fault.js';

const modifiers: Readonly<Record<string, string>> = {
  AnchoredExpr: 'anchored',
  OffsetExpr: 'offset',
  SmoothedExpr: 'smoothed',
  StepInvariantExpr: '@',
};

/**
 * Finds what is wrong with an `offset`, an `@` and their like. As with ranges, the grammar hangs them on all that stands
 * before them, and Prometheus on the last operand alone.
 */
export function judgeModifier(node: QueryNode, text: string): TypeFault[] {
  const { from, to } = node;
  const modifier = modifiers[node.name];
  if (modifier === undefined) return [];
  const faults: TypeFault[] = [];
  const literal = node.name === 'StepInvariantExpr' ? node.getChild('NumberDurationLiteral') : null;
  const time = literal === null ? '' : text.slice(literal.from, literal.to);
  if (/^[+-]?(?:inf|nan)$/i.test(time)) faults.push({ fault: 'endlessTime', data: { got: time }, from, to });
  const seen = [node.name];
  let target = node.getChild('Expr');
  while (target !== null && (target.name in modifiers || isOperation(target))) {
    const isModifier: boolean = target.name in modifiers;
    if (isModifier) seen.push(target.name);
    // The time of `@` is an expression too, and stands last.
    target = target.getChildren('Expr').at(isModifier ? 0 : -1) ?? null;
  }
  if (new Set(seen).size < seen.length)
    faults.push({ fault: 'modifierRepeated', data: { modifier }, from, to });
  else if (target !== null && !['VectorSelector', 'MatrixSelector', 'SubqueryExpr'].includes(target.name))
    faults.push({ fault: 'modifierMisplaced', data: { modifier, got: describeNode(target) }, from, to });
  return faults;
}

function isOperation({ name }: QueryNode): boolean {
  return name === 'UnaryExpr' || name === 'BinaryExpr';
}

/** Whether a sign or an operator stands before what a postfix belongs to, perhaps behind modifiers. */
export function endsInOperation(node: QueryNode): boolean {
  const inner = node.name in modifiers ? node.getChild('Expr') : null;
  return inner === null ? isOperation(node) : endsInOperation(inner);
}

/** Prometheus refuses `x @ 5[5m]`, but takes `x @ start()[5m]`. */
export function isFixedToRange(node: QueryNode): boolean {
  return node.getChild('AtModifierPreprocessors') !== null && node.firstChild?.name === 'VectorSelector';
}

/** Names a part of an expression for people. */
export function describeNode({ name }: QueryNode): string {
  if (name === 'FunctionCall') return 'a function';
  if (name === 'AggregateExpr') return 'an aggregation';
  if (name === 'ParenExpr') return 'a parenthesis';
  if (name in modifiers) return `a selector with \`${modifiers[name]}\``;
  return name === 'NumberDurationLiteral'
    ? 'a number'
    : name === 'StringLiteral'
      ? 'a string'
      : 'an operation';
}
