import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findDeclarator, findVariable } from './find-variable.js';
import { unwrap } from './unwrap.js';

/** A stretch of a resolved string and the literal it stands in. */
export interface TextPiece {
  readonly text: string;
  readonly node: TSESTree.Node;
  /** Where the text starts in the source; absent when escapes make source and text differ. */
  readonly offset?: number;
  /** Whether other code reads the same literal through a variable. */
  readonly isShared: boolean;
}

/** A string whose value can be told from the file alone. */
export interface StaticText {
  readonly text: string;
  readonly pieces: readonly TextPiece[];
}

interface Reader {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  /** Steps left; a string that takes more, such as a doubling chain of constants, counts as unknown. */
  budget: number;
}

/** Resolves literals, templates, constants of the file and concatenations of them; anything else is unknown. */
export function readStaticText(
  node: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): StaticText | undefined {
  const pieces = readPieces(node, { sourceCode, budget: 256 }, false);
  return pieces && { text: pieces.map((piece) => piece.text).join(''), pieces };
}

function readPieces(node: TSESTree.Node, reader: Reader, isShared: boolean): TextPiece[] | undefined {
  if (--reader.budget < 0) return undefined;
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string'
        ? [createPiece(expression, expression.value, reader, isShared)]
        : undefined;
    case 'TemplateLiteral':
      return readTemplate(expression, reader, isShared);
    case 'BinaryExpression':
      return readAll(findOperands(expression), reader, isShared);
    case 'Identifier':
      return readVariable(expression, reader, isShared);
    default:
      return undefined;
  }
}

function readTemplate(
  node: TSESTree.TemplateLiteral,
  reader: Reader,
  isShared: boolean,
): TextPiece[] | undefined {
  const [first] = node.quasis;
  if (first !== undefined && node.expressions.length === 0) {
    return [createPiece(node, first.value.cooked ?? '', reader, isShared)];
  }
  const pieces: TextPiece[] = [];
  for (const [i, quasi] of node.quasis.entries()) {
    const text = quasi.value.cooked ?? '';
    if (text !== '') pieces.push(createPiece(quasi, text, reader, isShared));
    const expression = node.expressions[i];
    const inner = expression === undefined ? [] : readPieces(expression, reader, isShared);
    if (inner === undefined) return undefined;
    pieces.push(...inner);
  }
  return pieces;
}

function readVariable(
  identifier: TSESTree.Identifier,
  reader: Reader,
  isShared: boolean,
): TextPiece[] | undefined {
  const variable = findVariable(identifier, reader.sourceCode);
  const declarator = variable && findDeclarator(variable);
  if (!variable || !declarator?.init || declarator.id.type !== 'Identifier') return undefined;
  if (declarator.parent.kind !== 'const') return undefined;
  const readers = variable.references.filter((reference) => reference.isRead()).length;
  return readPieces(declarator.init, reader, isShared || readers > 1);
}

function readAll(
  nodes: readonly TSESTree.Node[],
  reader: Reader,
  isShared: boolean,
): TextPiece[] | undefined {
  const all = nodes.map((node) => readPieces(node, reader, isShared));
  return nodes.length > 0 && all.every((pieces) => pieces !== undefined) ? all.flat() : undefined;
}

/** Returns the operands of a chain of `+` in reading order, without recursion; other operators have none. */
export function findOperands(node: TSESTree.BinaryExpression): TSESTree.Node[] {
  const operands: TSESTree.Node[] = [];
  let left: TSESTree.Node = node;
  while (left.type === 'BinaryExpression') {
    if (left.operator !== '+') return [];
    operands.push(left.right);
    left = left.left;
  }
  return [...operands, left].reverse();
}

function createPiece(node: TSESTree.Node, text: string, reader: Reader, isShared: boolean): TextPiece {
  const offset = node.range[0] + 1;
  const isVerbatim = text !== '' && reader.sourceCode.text.startsWith(text, offset);
  return { text, node, isShared, ...(isVerbatim ? { offset } : {}) };
}
