import type { ParsedQuery, QueryNode } from './parse-query.js';
import { readGroupingLabels, readSelector } from './find-selectors.js';
import { isOpaque } from './opaque-name.js';
import { readString } from './read-string.js';

/**
 * The labels a result can carry. A closed set carries `names` and no other; an open one carries what the selected
 * series have, which the expression does not tell, but none of `dropped`.
 */
export interface ResultLabels {
  readonly isOpen: boolean;
  readonly names: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
}

/** Levels of an expression that are followed; deeper ones count as open. */
const depthLimit = 100;

const open: ResultLabels = { isOpen: true, names: new Set(), dropped: new Set() };
const none: ResultLabels = closed([]);
/** Functions whose result has no labels. */
const bare = ['scalar', 'vector', 'time', 'pi'];
const setOperators = ['And', 'Or', 'Unless'];
/** Aggregations that hand on the series they pick as they are. */
const pickers = ['topk', 'bottomk', 'limitk', 'limit_ratio'];

/** Tells the labels of the series of a name, when they are known, as those of a recording rule are. */
export type SeriesLabels = (metric: string) => ResultLabels | undefined;

/** Works out which labels the result of an expression keeps. */
export function findResultLabels(
  query: ParsedQuery,
  seriesLabels: SeriesLabels = () => undefined,
): ResultLabels {
  const root = query.tree.topNode.firstChild;
  return root === null ? none : findNodeLabels(root, query.text, seriesLabels);
}

/** Works out which labels the result of a part of an expression keeps. */
export function findNodeLabels(node: QueryNode, text: string, seriesLabels: SeriesLabels): ResultLabels {
  return labelsOf(node, { text, seriesLabels, depth: 0 });
}

/** Whether a result can carry a label. */
export function canCarry(labels: ResultLabels, label: string): boolean {
  return labels.names.has(label) || (labels.isOpen && !labels.dropped.has(label));
}

interface Scope {
  readonly text: string;
  readonly seriesLabels: SeriesLabels;
  readonly depth: number;
}

function labelsOf(node: QueryNode, scope: Scope): ResultLabels {
  const { text, seriesLabels, depth } = scope;
  if (depth > depthLimit) return open;
  const inner = (child: QueryNode | null) =>
    child === null ? open : labelsOf(child, { ...scope, depth: depth + 1 });
  switch (node.name) {
    case 'NumberDurationLiteral':
    case 'StringLiteral':
      return none;
    case 'AggregateExpr':
      return aggregateLabels(node, text, inner);
    case 'BinaryExpr':
      return binaryLabels(node, text, inner);
    case 'FunctionCall':
      return callLabels(node, text, inner);
    case 'UnaryExpr':
      return inner(node.lastChild);
    case 'VectorSelector':
      return seriesLabels(readSelector(node, text).metric ?? '') ?? open;
    default:
      // Parentheses, ranges, offsets and subqueries hand on what stands within them.
      return inner(node.getChild('Expr'));
  }
}

type Inner = (child: QueryNode | null) => ResultLabels;

function aggregateLabels(node: QueryNode, text: string, inner: Inner): ResultLabels {
  const operator = slice(node.getChild('AggregateOp'), text).toLowerCase();
  const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
  const operand = inner(args.at(-1) ?? null);
  if (pickers.includes(operator)) return operand;
  const modifier = node.getChild('AggregateModifier');
  const labels = readGroupingLabels(modifier?.getChild('GroupingLabels') ?? null, text);
  const isWithout = modifier?.getChild('Without') !== null && modifier !== null;
  const kept = isWithout ? without(operand, labels) : keep(operand, labels);
  const [first] = args;
  return operator === 'count_values' && first !== undefined
    ? withLabel(kept, readString(slice(first, text)))
    : kept;
}

function binaryLabels(node: QueryNode, text: string, inner: Inner): ResultLabels {
  const [leftNode, rightNode] = node.getChildren('Expr');
  const left = inner(leftNode ?? null);
  const right = inner(rightNode ?? null);
  if (node.getChild('Or') !== null) return union(left, right);
  if (setOperators.some((operator) => node.getChild(operator) !== null)) return left;
  if (isScalar(leftNode, text)) return right;
  if (isScalar(rightNode, text)) return left;
  const matching = node.getChild('MatchingModifierClause');
  const [labels, included] = (matching?.getChildren('GroupingLabels') ?? []).map((list) =>
    readGroupingLabels(list, text),
  );
  if (matching === null) return left;
  if (matching.getChild('GroupRight') !== null) return (included ?? []).reduce(withLabel, right);
  if (matching.getChild('GroupLeft') !== null) return (included ?? []).reduce(withLabel, left);
  return matching.getChild('On') === null ? without(left, labels ?? []) : keep(left, labels ?? []);
}

function callLabels(node: QueryNode, text: string, inner: Inner): ResultLabels {
  const name = slice(node.getChild('FunctionIdentifier'), text);
  const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
  if (bare.includes(name)) return none;
  if (name === 'absent' || name === 'absent_over_time') return absentLabels(args[0], text);
  if (name === 'label_replace' || name === 'label_join') {
    const target = args[1] === undefined ? '' : readString(slice(args[1], text));
    return withLabel(inner(args[0] ?? null), target);
  }
  if (name.startsWith('histogram_quantile') || name === 'histogram_fraction')
    return without(inner(args.at(-1) ?? null), ['le']);
  if (name === 'info') return open;
  const vector = args.find((argument) => !['NumberDurationLiteral', 'StringLiteral'].includes(argument.name));
  return vector === undefined ? none : inner(vector);
}

/** `absent` makes its labels of the selector's equality matchers. */
function absentLabels(argument: QueryNode | undefined, text: string): ResultLabels {
  let node: QueryNode | null = argument ?? null;
  while (node !== null && node.name !== 'VectorSelector') node = node.getChild('Expr');
  if (node === null) return none;
  const { matchers } = readSelector(node, text);
  return closed(matchers.filter(({ operator }) => operator === '=').map(({ label }) => label));
}

function isScalar(node: QueryNode | undefined, text: string): boolean {
  if (node === undefined) return false;
  if (node.name === 'NumberDurationLiteral') return true;
  if (node.name === 'FunctionCall')
    return ['scalar', 'time', 'pi'].includes(slice(node.getChild('FunctionIdentifier'), text));
  if (node.name === 'ParenExpr' || node.name === 'UnaryExpr')
    return isScalar(node.getChild('Expr') ?? undefined, text);
  return node.name === 'BinaryExpr' && node.getChildren('Expr').every((child) => isScalar(child, text));
}

function closed(names: readonly string[]): ResultLabels {
  return { isOpen: false, names: new Set(names), dropped: new Set() };
}

function keep(labels: ResultLabels, names: readonly string[]): ResultLabels {
  if (names.some(isOpaque)) return { ...open, dropped: labels.dropped };
  return closed(names.filter((name) => canCarry(labels, name)));
}

function without(labels: ResultLabels, names: readonly string[]): ResultLabels {
  const left = [...labels.names].filter((name) => !names.includes(name));
  return { ...labels, names: new Set(left), dropped: new Set([...labels.dropped, ...names]) };
}

function withLabel(labels: ResultLabels, name: string): ResultLabels {
  return { ...labels, names: new Set([...labels.names, name]) };
}

function union(left: ResultLabels, right: ResultLabels): ResultLabels {
  const all = new Set([...left.names, ...right.names]);
  if (!left.isOpen && !right.isOpen) return { isOpen: false, names: all, dropped: new Set() };
  // A label is gone only when neither side can carry it.
  const dropped = [...left.dropped, ...right.dropped].filter(
    (name) => !canCarry(left, name) && !canCarry(right, name),
  );
  return { isOpen: true, names: all, dropped: new Set(dropped) };
}

function slice(node: QueryNode | null, text: string): string {
  return node === null ? '' : text.slice(node.from, node.to);
}
