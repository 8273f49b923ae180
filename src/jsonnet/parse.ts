import type { BinaryOperator, Node, UnaryOperator } from './ast.js';
import { lex } from './lex.js';
import { parseFunction, parseLocal } from './parse-binding.js';
import { parseClauses, parseObject } from './parse-object.js';
import { parseApply, parseIndex } from './parse-suffix.js';
import type { Source } from './source.js';
import { TokenCursor } from './token-cursor.js';

const BINDING_STRENGTHS: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  in: 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};
const STRENGTHS: ReadonlyMap<string, number> = new Map(Object.entries(BINDING_STRENGTHS));

/** Returns the expression a file consists of; throws a static JsonnetError. */
export function parse(source: Source): Node {
  const cursor = new TokenCursor(source, lex(source), parseExpression);
  const node = parseExpression(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected('did not expect:');
  return node;
}

function parseExpression(cursor: TokenCursor): Node {
  return parseBinary(cursor, 1);
}

function parseBinary(cursor: TokenCursor, weakest: number): Node {
  let left = parseUnary(cursor);
  for (;;) {
    const token = cursor.peek();
    const strength =
      token.kind === 'symbol' || token.kind === 'keyword' ? (STRENGTHS.get(token.text) ?? 0) : 0;
    if (strength < weakest) return left;
    cursor.next();
    // `e in super` is a test of its own, but `e in super.f` an ordinary one.
    if (token.text === 'in' && cursor.is('super') && !cursor.is('.', 1) && !cursor.is('[', 1)) {
      cursor.next();
      left = { kind: 'inSuper', key: left, start: left.start, end: cursor.end };
      continue;
    }
    const right = parseBinary(cursor, strength + 1);
    left = {
      kind: 'binary',
      operator: token.text as BinaryOperator,
      left,
      right,
      start: left.start,
      end: right.end,
    };
  }
}

function parseUnary(cursor: TokenCursor): Node {
  const token = cursor.peek();
  if (token.kind === 'symbol' && '!~+-'.includes(token.text)) {
    cursor.next();
    const operand = parseUnary(cursor);
    return {
      kind: 'unary',
      operator: token.text as UnaryOperator,
      operand,
      start: token.start,
      end: operand.end,
    };
  }
  if (token.kind === 'keyword') {
    const parseKeyword = KEYWORD_PARSERS[token.text];
    if (parseKeyword) return parseKeyword(cursor);
  }
  return parseSuffixes(cursor, parseTerminal(cursor));
}

const KEYWORD_PARSERS: Readonly<Record<string, (cursor: TokenCursor) => Node>> = {
  assert: parseAssert,
  error(cursor) {
    const { start } = cursor.next();
    const message = cursor.parseNode();
    return { kind: 'error', message, start, end: message.end };
  },
  function: parseFunction,
  if: parseIf,
  import: parseImport,
  importstr: parseImport,
  importbin: parseImport,
  local: parseLocal,
};

function parseAssert(cursor: TokenCursor): Node {
  const { start } = cursor.next();
  const condition = cursor.parseNode();
  const message = cursor.take(':') ? cursor.parseNode() : undefined;
  cursor.expect(';');
  const body = cursor.parseNode();
  return { kind: 'assert', condition, message, body, start, end: body.end };
}

function parseIf(cursor: TokenCursor): Node {
  const { start } = cursor.next();
  const condition = cursor.parseNode();
  cursor.expect('then');
  const then = cursor.parseNode();
  const otherwise = cursor.take('else') ? cursor.parseNode() : undefined;
  return { kind: 'if', condition, then, otherwise, start, end: cursor.end };
}

function parseImport(cursor: TokenCursor): Node {
  const { start, text } = cursor.next();
  const isBlock = cursor.peek().kind === 'block';
  const path = cursor.parseNode();
  if (path.kind !== 'literal' || typeof path.value !== 'string') {
    throw cursor.fail('computed imports are not allowed.', path);
  }
  if (isBlock) throw cursor.fail('Cannot use text blocks in import statements.', path);
  return {
    kind: 'import',
    how: text as 'import' | 'importstr' | 'importbin',
    path: path.value,
    start,
    end: path.end,
  };
}

function parseSuffixes(cursor: TokenCursor, terminal: Node): Node {
  let node = terminal;
  for (;;) {
    const { start } = node;
    if (cursor.is('[')) node = parseIndex(cursor, node);
    else if (cursor.is('(')) node = parseApply(cursor, node);
    else if (cursor.is('{')) {
      const right = parseObject(cursor);
      node = { kind: 'binary', operator: '+', left: node, right, start, end: right.end };
    } else if (cursor.take('.')) {
      const { text, start: keyStart, end } = cursor.expectIdentifier();
      const key: Node = { kind: 'literal', value: text, start: keyStart, end };
      node = { kind: 'index', target: node, key, start, end };
    } else return node;
  }
}

const OPERATOR = /^[^\w{}[\](),.;]/;
const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function parseTerminal(cursor: TokenCursor): Node {
  if (cursor.is('{')) return parseObject(cursor);
  if (cursor.is('[')) return parseArray(cursor);
  if (cursor.is('(')) return parseGroup(cursor);
  if (cursor.is('super')) return parseSuper(cursor);
  const { kind, text, start, end } = cursor.peek();
  const word = kind === 'symbol' || kind === 'keyword' ? parseWord(cursor) : undefined;
  if (kind === 'end') throw cursor.unexpected('');
  cursor.next();
  if (word) return word;
  if (kind === 'identifier') return { kind: 'variable', name: text, start, end };
  return { kind: 'literal', value: kind === 'number' ? Number(text) : text, start, end };
}

/** Returns the node of a word that stands for itself, without taking it. */
function parseWord(cursor: TokenCursor): Node {
  const { text, start, end } = cursor.peek();
  if (text === 'self') return { kind: 'self', start, end };
  if (text === '$') return { kind: 'dollar', start, end };
  const value = CONSTANTS.get(text);
  if (value !== undefined) return { kind: 'literal', value, start, end };
  throw cursor.unexpected(OPERATOR.test(text) ? 'not a unary operator:' : 'unexpected:');
}

function parseGroup(cursor: TokenCursor): Node {
  const { start } = cursor.next();
  const node = cursor.parseNode();
  cursor.expect(')');
  return { ...node, start, end: cursor.end };
}

function parseSuper(cursor: TokenCursor): Node {
  const { start } = cursor.next();
  if (cursor.take('.')) {
    const field = cursor.expectIdentifier();
    const key: Node = { kind: 'literal', value: field.text, start: field.start, end: field.end };
    return { kind: 'super', key, start, end: cursor.end };
  }
  if (!cursor.take('[')) throw cursor.unexpected('expected . or [ after super but got');
  const key = cursor.parseNode();
  cursor.expect(']');
  return { kind: 'super', key, start, end: cursor.end };
}

function parseArray(cursor: TokenCursor): Node {
  const { start } = cursor.next();
  const elements: Node[] = [];
  let hasComma = true;
  while (!cursor.take(']')) {
    if (cursor.is('for') && elements.length === 1) {
      const clauses = parseClauses(cursor);
      cursor.expect(']');
      return { kind: 'arrayComprehension', body: elements[0] as Node, clauses, start, end: cursor.end };
    }
    if (!hasComma) throw cursor.fail('expected a comma before next array element.', cursor.peek());
    elements.push(cursor.parseNode());
    hasComma = cursor.take(',');
  }
  return { kind: 'array', elements, start, end: cursor.end };
}
