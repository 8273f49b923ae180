import type { Assertion, Binding, Clause, Field, Node, ObjectNode, Visibility } from './ast.js';
import { parseBinding, parseParameters } from './parse-binding.js';
import type { TokenCursor } from './token-cursor.js';

const VISIBILITIES: ReadonlyMap<string, Visibility> = new Map([
  [':', 'inherit'],
  ['::', 'hidden'],
  [':::', 'shown'],
]);

/** Parses `for x in e`, `if e` and their like, up to what cannot be one. */
export function parseClauses(cursor: TokenCursor): Clause[] {
  const clauses: Clause[] = [];
  for (;;) {
    if (cursor.take('for')) {
      const name = cursor.expectIdentifier().text;
      cursor.expect('in');
      clauses.push({ kind: 'for', name, value: cursor.parseNode() });
    } else if (cursor.take('if')) {
      clauses.push({ kind: 'if', condition: cursor.parseNode() });
    } else return clauses;
  }
}

function parseFieldName(cursor: TokenCursor): string | Node {
  const { kind } = cursor.peek();
  if (kind === 'identifier' || kind === 'string' || kind === 'block') return cursor.next().text;
  if (!cursor.take('[')) {
    const token = cursor.peek();
    if (token.kind === 'end') throw cursor.unexpected('');
    throw cursor.fail(`unexpected: ${token.text} while parsing field definition`, token);
  }
  const name = cursor.parseNode();
  cursor.expect(']');
  return name;
}

function parseField(cursor: TokenCursor): Field {
  const first = cursor.peek();
  const name = parseFieldName(cursor);
  const { end } = cursor;
  const parameters = cursor.is('(') ? parseParameters(cursor) : undefined;
  const token = cursor.peek();
  const isAdditive = token.text.startsWith('+');
  const visibility =
    token.kind === 'symbol' ? VISIBILITIES.get(isAdditive ? token.text.slice(1) : token.text) : undefined;
  if (!visibility) throw cursor.unexpected('expected a field separator such as : or :: but got');
  if (isAdditive && parameters) {
    throw cursor.fail(`cannot use +: syntax sugar in a method: ${first.text}`, first);
  }
  cursor.next();
  const body = cursor.parseNode();
  const label = typeof name === 'string' ? name : 'anonymous';
  const value: Node = parameters
    ? { kind: 'function', name: label, parameters, body, start: first.start, end: body.end }
    : body;
  return { name, isAdditive, visibility, value, start: first.start, end };
}

function parseAssertion(cursor: TokenCursor): Assertion {
  const { start } = cursor.next();
  const condition = cursor.parseNode();
  const message = cursor.take(':') ? cursor.parseNode() : undefined;
  return { condition, message, start, end: cursor.end };
}

interface Members {
  readonly fields: Field[];
  readonly locals: Binding[];
  readonly assertions: Assertion[];
}

function parseMember(cursor: TokenCursor, members: Members): void {
  if (cursor.take('local')) members.locals.push(parseBinding(cursor));
  else if (cursor.is('assert')) members.assertions.push(parseAssertion(cursor));
  else members.fields.push(parseField(cursor));
}

function checkComprehension(cursor: TokenCursor, { fields, assertions }: Members): void {
  const at = cursor.peek();
  const [field] = fields;
  if (!field || fields.length > 1) throw cursor.fail('object comprehension can only have one field.', at);
  if (assertions.length > 0) throw cursor.fail('object comprehension cannot have asserts.', at);
  if (typeof field.name === 'string')
    throw cursor.fail('object comprehensions can only have [e] fields.', field);
  if (field.visibility !== 'inherit')
    throw cursor.fail('object comprehensions cannot have hidden fields.', field);
}

/** Parses an object or object comprehension from the opening brace on. */
export function parseObject(cursor: TokenCursor): ObjectNode {
  const { start } = cursor.expect('{');
  const members: Members = { fields: [], locals: [], assertions: [] };
  let clauses: Clause[] | undefined;
  let hasComma = true;
  while (!cursor.take('}')) {
    if (cursor.is('for')) {
      checkComprehension(cursor, members);
      clauses = parseClauses(cursor);
      cursor.expect('}');
      break;
    }
    if (!hasComma) throw cursor.fail('expected a comma before next field.', cursor.peek());
    parseMember(cursor, members);
    hasComma = cursor.take(',');
  }
  return { kind: 'object', ...members, clauses, start, end: cursor.end };
}
