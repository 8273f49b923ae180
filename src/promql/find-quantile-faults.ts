import { canCarry, findNodeLabels, type SeriesLabels } from './find-result-labels.js';
import { findSelectors, readSelector } from './find-selectors.js';
import type { ParsedQuery, QueryNode } from './parse-query.js';

/** What is wrong with a quantile, where it stands, and the part meant. */
export interface QuantileFault {
  readonly fault: 'averaged' | 'noLe' | 'notBuckets' | 'outside';
  readonly data: Readonly<Record<string, string>>;
  readonly part: string;
  readonly offset: number;
}

/** Aggregations that make a mean or a sum, alone or over time. */
const means = ['avg', 'sum', 'avg_over_time', 'sum_over_time'];
const quantileFunctions = ['histogram_quantile', 'quantile', 'quantile_over_time'];

/** What can be known of a metric by its name. */
export interface QuantileScope {
  readonly seriesLabels: SeriesLabels;
  /** Whether a metric is known to have no buckets. */
  readonly hasNoBuckets: (metric: string) => boolean;
}

/** Finds quantiles outside 0 to 1, of what has no buckets or lost its `le`, and means of quantiles. */
export function findQuantileFaults(query: ParsedQuery, scope: QuantileScope): QuantileFault[] {
  const { tree, text } = query;
  const found: QuantileFault[] = [];
  tree.iterate({
    enter: ({ node }) => {
      const identifier = node.getChild('FunctionIdentifier') ?? node.getChild('AggregateOp');
      if (identifier === null) return;
      const name = text.slice(identifier.from, identifier.to).toLowerCase();
      const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
      const last = args.at(-1);
      const add = (fault: QuantileFault['fault'], data: QuantileFault['data'], { from, to } = identifier) =>
        void found.push({ fault, data: { name, ...data }, part: text.slice(from, to), offset: from });
      if (quantileFunctions.includes(name) && args[0]?.name === 'NumberDurationLiteral') {
        const got = text.slice(args[0].from, args[0].to);
        if (Number(got) < 0 || Number(got) > 1) add('outside', { got }, args[0]);
      }
      if (last === undefined) return;
      if (means.includes(name) && isQuantile(last, text)) add('averaged', {});
      if (name === 'histogram_quantile') judgeBuckets(last, query, scope, add);
    },
  });
  return found;
}

type Add = (fault: QuantileFault['fault'], data: QuantileFault['data'], node?: QueryNode) => void;

function judgeBuckets(operand: QueryNode, query: ParsedQuery, scope: QuantileScope, add: Add): void {
  const { from, to } = operand;
  const metrics = findSelectors(query)
    .filter(({ offset }) => offset >= from && offset < to)
    .map(({ metric = '' }) => metric);
  const metric = metrics.find((name) => name !== '' && scope.hasNoBuckets(name));
  // A native histogram has no `le`; what is named `_bucket` is none.
  const isClassic = metrics.some((name) => name.endsWith('_bucket'));
  if (metric !== undefined) add('notBuckets', { metric });
  else if (isClassic && !canCarry(findNodeLabels(operand, query.text, scope.seriesLabels), 'le'))
    add('noLe', {});
}

/** Whether an expression hands on quantiles: those of a histogram, or the ready ones of a summary. */
function isQuantile(node: QueryNode, text: string): boolean {
  if (node.name === 'VectorSelector')
    return readSelector(node, text).matchers.some(({ label }) => label === 'quantile');
  if (node.name === 'AggregateExpr') return false;
  if (node.name !== 'FunctionCall') return node.getChildren('Expr').some((child) => isQuantile(child, text));
  const identifier = node.getChild('FunctionIdentifier');
  const name = identifier === null ? '' : text.slice(identifier.from, identifier.to);
  const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
  return name === 'histogram_quantile' || args.some((arg) => isQuantile(arg, text));
}
