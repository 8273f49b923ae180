import { definePolicy } from '../problem.js';

/** What the PromQL parser says of an expression. */
export interface QueryFault {
  readonly query: string;
  /** What the parser could not take, or nothing when the expression ended too early. */
  readonly got?: string;
  /** Whether `got` is called as a function, which it is none. */
  readonly isFunction?: boolean;
  /** The function whose name is most like it. */
  readonly near?: string;
}

/** Judges that an expression is PromQL. */
export const querySyntax = definePolicy({
  id: 'query-syntax',
  summary: 'Expressions of rules and panels parse as PromQL.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    empty: 'The expression is empty.',
    ended: 'The expression ends too early.',
    tooLong: 'The expression has {length} characters; more than {limit} are not read.',
    unexpected: 'The expression does not parse at `{got}`.',
    unknownFunction: 'PromQL has no function `{got}`{hint}.',
  },
  *check({ query, got, isFunction, near }: QueryFault) {
    if (query.trim() === '') yield { message: 'empty' };
    else if (query.length > queryLimit)
      yield { message: 'tooLong', data: { length: query.length, limit: queryLimit } };
    else if (got === undefined) yield { message: 'ended' };
    else if (isFunction === true) {
      const hint = near === undefined ? '' : `; did you mean \`${near}\``;
      yield { message: 'unknownFunction', data: { got: got.slice(0, 60), hint }, part: got };
    } else yield { message: 'unexpected', data: { got: got.slice(0, 60) }, part: got };
  },
});

/** Characters an expression may have. */
export const queryLimit = 65_536;
