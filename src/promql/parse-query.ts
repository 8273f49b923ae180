import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** A node of an expression's syntax tree. */
export type QueryNode = SyntaxNode;

/** What a parser could not take: the text, and where it starts; at the end of the expression nothing is left to show. */
export interface QueryError {
  readonly offset: number;
  readonly text: string;
}

/** A parsed PromQL expression. */
export interface ParsedQuery {
  readonly text: string;
  readonly tree: Tree;
  /** The first error, when the text is not PromQL. */
  readonly error?: QueryError;
}

/** Parses a PromQL expression; never throws, an expression that does not parse says where. */
export function parseQuery(text: string): ParsedQuery {
  const tree = parser.parse(text);
  const offset = findErrorOffset(tree) ?? findOpenString(tree, text);
  if (offset === undefined) return { text, tree };
  const rest = text.slice(offset);
  return { text, tree, error: { offset, text: /^\s*(\w+|\S)/.exec(rest)?.[1] ?? '' } };
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
