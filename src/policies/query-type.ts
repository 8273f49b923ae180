import { definePolicy } from '../problem.js';
import type { TypeFaultKind } from '../promql/index.js';

const messages: Readonly<Record<TypeFaultKind, string>> = {
  aggregationArguments: '`{name}` takes {expected} argument(s), but has {got}.',
  argumentType: '`{name}` takes {expected} here, but this is {got}.',
  badEscape: '`{got}` is no escape of a PromQL string; write a backslash as `\\\\`, or quote with backticks.',
  badRegex: 'Prometheus cannot read the regular expression `{pattern}`: {reason}.',
  boolWithoutComparison: '`bool` belongs to comparisons; `{operator}` is none.',
  emptySelector: 'A selector needs one matcher that is not empty; this one would select every series.',
  endlessTime: '`@` takes a time in seconds, not `{got}`.',
  groupingOfSets: '`{operator}` matches many to many and takes no `group_left` or `group_right`.',
  matchingOfScalars: '`on` and `ignoring` match series, but one side of `{operator}` is a number.',
  modifierMisplaced: '`{modifier}` follows a selector or a subquery, but this is {got}.',
  modifierRepeated: '`{modifier}` is set twice.',
  nameTwice: 'The selector names two metrics, `{first}` and `{second}`.',
  onAndGroup: 'Label `{label}` stands in `on` and in the grouping at once.',
  operandType: '`{operator}` takes numbers and instant vectors, but this is {got}.',
  rangeMisplaced: 'A range such as `[5m]` follows a selector, but this is {got}; a subquery is `[5m:]`.',
  scalarComparison: 'Numbers are compared by `{operator} bool`.',
  setOfScalars: '`{operator}` joins sets of series, but one side is a number.',
  subqueryOperand: 'A subquery follows an instant vector, but this is {got}.',
  tooFewArguments: '`{name}` takes at least {expected} argument(s), but has {got}.',
  tooManyArguments: '`{name}` takes at most {expected} argument(s), but has {got}.',
  unaryOperand: 'A sign stands before numbers and instant vectors, but this is {got}.',
  zeroRange: 'The range `{duration}` is empty.',
};

/** A fault of types in an expression that parses. */
export interface QueryTypeFault {
  readonly fault: TypeFaultKind;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly part: string;
}

/** Judges that an expression has the types Prometheus asks for. */
export const queryType = definePolicy({
  id: 'query-type',
  summary: 'Functions, operators and modifiers of an expression get what they take.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages,
  *check({ fault, data, part }: QueryTypeFault) {
    yield data === undefined ? { message: fault, part } : { message: fault, data, part };
  },
});
