import type { ParsedQuery } from './parse-query.js';

/** A function or aggregation that an expression applies. */
export interface QueryCall {
  readonly name: string;
  /** Where its name starts in the expression. */
  readonly offset: number;
}

/** Finds the functions and aggregations of an expression, in order. */
export function findCalls({ tree, text }: ParsedQuery): QueryCall[] {
  const calls: QueryCall[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name === 'FunctionIdentifier' || name === 'AggregateOp')
        calls.push({ name: text.slice(from, to), offset: from });
    },
  });
  return calls;
}
