import type { Argument, Node } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

function parseArgument(cursor: TokenCursor): Argument {
  const { start } = cursor.peek();
  const isNamed = cursor.peek().kind === 'identifier' && cursor.is('=', 1);
  const name = isNamed ? cursor.next().text : undefined;
  if (isNamed) cursor.next();
  const value = cursor.parseNode();
  return { name, value, start, end: value.end };
}

/** Parses the arguments of a call from the opening parenthesis on. */
export function parseApply(cursor: TokenCursor, target: Node): Node {
  cursor.expect('(');
  const list: Argument[] = [];
  while (!cursor.take(')')) {
    const argument = parseArgument(cursor);
    if (argument.name === undefined && list.at(-1)?.name !== undefined) {
      throw cursor.fail('Positional argument after a named argument is not allowed', argument);
    }
    list.push(argument);
    if (!cursor.take(',') && !cursor.is(')'))
      throw cursor.unexpected('expected a comma before next function argument, got');
  }
  const isTailstrict = cursor.take('tailstrict');
  return { kind: 'apply', target, arguments: list, isTailstrict, start: target.start, end: cursor.end };
}

/** Parses `[key]` or a slice `[from:to:step]` from the opening bracket on. */
export function parseIndex(cursor: TokenCursor, target: Node): Node {
  cursor.expect('[');
  const bounds: (Node | undefined)[] = [];
  let colons = 0;
  while (!cursor.is(']')) {
    if (colons <= 2 && cursor.is('::')) colons += 2;
    else if (cursor.is(':')) colons += 1;
    else {
      if (bounds.length > colons || colons > 2) throw cursor.unexpected('unexpected:');
      bounds[colons] = cursor.parseNode();
      continue;
    }
    cursor.next();
    if (colons > 2) throw cursor.fail('invalid slice: too many colons', cursor.peek());
  }
  cursor.expect(']');
  const [key] = bounds;
  const { start } = target;
  if (colons > 0)
    return { kind: 'slice', target, bounds: [key, bounds[1], bounds[2]], start, end: cursor.end };
  if (!key) throw cursor.fail('index requires an expression', { start, end: cursor.end });
  return { kind: 'index', target, key, start, end: cursor.end };
}
