import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A node of an expression's syntax tree. */
export type QueryNode = SyntaxNode;

/** What a parser could not take: the text, and where it starts; at the end of the expression nothing is left to show. */
export interface QueryError {
  readonly offset: number;
  readonly text: string;
  /** The name before the bracket at which the parser stopped: no function is called so. */
  readonly unknownFunction?: string;
}

/** A parsed PromQL expression. */
export interface ParsedQuery {
  readonly text: string;
  readonly tree: Tree;
  /** The first error, when the text is not PromQL. */
  readonly error?: QueryError;
}

/**
 * What Prometheus takes and the grammar does not, by something of the same length that both take: a function of
 * Prometheus 2, and a number that ends in its point. In a string it changes nothing, as strings are read from the text.
 */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\bholt_winters(?=\s*\()/g, 'day_of_month'],
  [/(?<![\w.])(\d+)\.(?![\w.])/g, '$1 '],
];

/** Parses a PromQL expression; never throws, an expression that does not parse says where. */
export function parseQuery(text: string): ParsedQuery {
  const tree = parser.parse(spellings.reduce((known, [from, to]) => known.replace(from, to), text));
  const offset = findErrorOffset(tree) ?? findOpenString(tree, text);
  if (offset === undefined) return { text, tree };
  const error = { offset, text: /^\s*(\w+|\S)/.exec(text.slice(offset))?.[1] ?? '' };
  const called = error.text === '(' ? /([a-zA-Z_]\w*)\s*$/.exec(text.slice(0, offset)) : null;
  if (called?.[1] === undefined) return { text, tree, error };
  return { text, tree, error: { ...error, offset: called.index, unknownFunction: called[1] } };
}

function findErrorOffset(tree: Tree): number | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.from;
  } while (cursor.next());
  return undefined;
}

/** The grammar takes a string without its closing quote. */
function findOpenString(tree: Tree, text: string): number | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.name !== 'StringLiteral') continue;
    const literal = text.slice(cursor.from, cursor.to);
    if (literal.length < 2 || literal.at(-1) !== literal[0]) return cursor.from;
  } while (cursor.next());
  return undefined;
}
