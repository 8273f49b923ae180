import type { NodeOf } from './ast.js';
import type { Run } from './frame.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import type { Ranged, Scope } from './scope.js';
import { textOf } from './text-of.js';
import { typeName, type Value } from './values.js';

/** Compiles an expression that must be boolean; the error stands at `range`. */
export function compileCondition(node: NodeOf<'if'>['condition'], scope: Scope, range: Ranged): Run<boolean> {
  const run = scope.unit.compile(node, scope);
  const span = scope.span(range);
  return (frame) => {
    const value = run(frame);
    if (typeof value === 'boolean') return value;
    throw new JsonnetError(`condition must be boolean, got ${typeName(value)}.`).at(span);
  };
}

/** Compiles `if c then a else b`; without `else` it is null. */
export function compileIf(node: NodeOf<'if'>, scope: Scope, isTail: boolean): Run<Value> {
  const { unit } = scope;
  const condition = compileCondition(node.condition, scope, node);
  const then = unit.compile(node.then, scope, isTail);
  if (!node.otherwise) return (frame) => (condition(frame) ? then(frame) : null);
  const otherwise = unit.compile(node.otherwise, scope, isTail);
  return (frame) => (condition(frame) ? then(frame) : otherwise(frame));
}

/** Compiles `error e`. */
export function compileError(node: NodeOf<'error'>, scope: Scope): Run<Value> {
  const { runtime } = scope.unit;
  const message = scope.unit.compile(node.message, scope);
  const span = scope.span(node);
  return (frame) => {
    throw new JsonnetError(describe(message(frame))).at(span);
  };

  function describe(value: Value): string {
    try {
      return textOf(value, runtime);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  }
}

/**
 * Compiles a check that throws a JsonnetError with the message, or with `fallback`, when the condition is
 * false.
 */
export function compileCheck(
  { condition, message, start, end }: Pick<NodeOf<'assert'>, 'condition' | 'message' | 'start' | 'end'>,
  scope: Scope,
  fallback: string,
): Run<void> {
  const holds = compileCondition(condition, scope, { start, end });
  const complain = message && compileError({ kind: 'error', message, start, end }, scope);
  const span = scope.span(message ?? condition);
  return (frame) => {
    if (holds(frame)) return;
    complain?.(frame);
    throw new JsonnetError(fallback).at(span);
  };
}

/** Compiles `assert c : m; body`. */
export function compileAssert(node: NodeOf<'assert'>, scope: Scope, isTail: boolean): Run<Value> {
  const check = compileCheck(node, scope, 'Assertion failed.');
  const body = scope.unit.compile(node.body, scope, isTail);
  return (frame) => {
    check(frame);
    return body(frame);
  };
}

/** Compiles the three sorts of import; the file is read when the expression runs, and once. */
export function compileImport(node: NodeOf<'import'>, scope: Scope): Run<Value> {
  const { runtime, source } = scope.unit;
  const span = scope.span(node);
  return () => {
    try {
      return runtime.importer[node.how](node.path, source);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}
