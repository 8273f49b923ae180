import type { Binding, Node, NodeOf, Parameter } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

/** Parses `(x, y=1)` from the opening parenthesis on. */
export function parseParameters(cursor: TokenCursor): Parameter[] {
  cursor.expect('(');
  const parameters: Parameter[] = [];
  while (!cursor.take(')')) {
    const { text, start } = cursor.expectIdentifier();
    const fallback = cursor.take('=') ? cursor.parseNode() : undefined;
    parameters.push({ name: text, fallback, start, end: cursor.end });
    if (!cursor.take(',') && !cursor.is(')'))
      throw cursor.unexpected('expected a comma before next function parameter, got');
  }
  return parameters;
}

/** Parses `function(x) body` from the keyword on. */
export function parseFunction(cursor: TokenCursor): NodeOf<'function'> {
  const { start } = cursor.expect('function');
  const parameters = parseParameters(cursor);
  const body = cursor.parseNode();
  return { kind: 'function', name: 'anonymous', parameters, body, start, end: body.end };
}

/** Parses one `x = e` or `f(x) = e`. */
export function parseBinding(cursor: TokenCursor): Binding {
  const { text: name, start, end } = cursor.expectIdentifier();
  const parameters = cursor.is('(') ? parseParameters(cursor) : undefined;
  cursor.expect('=');
  const body = cursor.parseNode();
  const value: Node = parameters ? { kind: 'function', name, parameters, body, start, end: body.end } : body;
  return { name, value, start, end };
}

/** Parses `local x = e, y = e; body` from the keyword on. */
export function parseLocal(cursor: TokenCursor): NodeOf<'local'> {
  const { start } = cursor.expect('local');
  const bindings = [parseBinding(cursor)];
  while (cursor.take(',')) bindings.push(parseBinding(cursor));
  if (!cursor.is(';')) throw cursor.unexpected('expected , or ; but got');
  cursor.next();
  const body = cursor.parseNode();
  return { kind: 'local', bindings, body, start, end: body.end };
}
