import type { NodeOf } from './ast.js';
import { findStdFunction } from './compile-array.js';
import { createFrame, type Frame, type Run } from './frame.js';
import { applyFunction, type Arguments, bindFrame, Closure, runClosure, TailCall } from './function.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { Native } from './native.js';
import type { Scope } from './scope.js';
import type { Span } from './source.js';
import { force, isFunction, typeName, type Lazy, type Value } from './values.js';

type Apply = NodeOf<'apply'>;

function delayArguments(node: Apply, scope: Scope): readonly Run<Lazy>[] {
  return node.arguments.map(({ name, value }) =>
    scope.unit.delay(value, scope, `thunk <${name ?? 'argument'}>`),
  );
}

/** Returns what collects the arguments of a call; a `tailstrict` call evaluates them at once. */
function compileArguments(node: Apply, scope: Scope): Run<Arguments> {
  const delayed = delayArguments(node, scope);
  const names = node.arguments.map(({ name }) => name);
  const count = names.filter((name) => name === undefined).length;
  const take = (run: Run<Lazy>, frame: Frame): Lazy => (node.isTailstrict ? force(run(frame)) : run(frame));
  return (frame) => {
    const positional: Lazy[] = [];
    for (let i = 0; i < count; i += 1) positional.push(take(delayed[i] as Run<Lazy>, frame));
    if (count === names.length) return { positional };
    const named = new Map<string, Lazy>();
    for (let i = count; i < names.length; i += 1) {
      const name = names[i] as string;
      if (named.has(name)) throw new JsonnetError(`binding parameter a second time: ${name}`);
      named.set(name, take(delayed[i] as Run<Lazy>, frame));
    }
    return { positional, named };
  };
}

/** Compiles a call. */
export function compileApply(node: Apply, scope: Scope, isTail: boolean): Run<Value> {
  const span = scope.span(node);
  const native = node.target.kind === 'index' ? findStdFunction(node.target, scope) : undefined;
  if (native instanceof Native) return compileNativeCall(node, scope, native);
  const target = scope.unit.compile(node.target, scope);
  const isPlain = !node.isTailstrict && node.arguments.every(({ name }) => name === undefined);
  if (isPlain) return compilePlainCall(node, scope, target);
  const collect = compileArguments(node, scope);
  const { runtime } = scope.unit;
  return (frame) => {
    const called = target(frame);
    try {
      if (!isFunction(called))
        throw new JsonnetError(`only functions can be called, got ${typeName(called)}`);
      runtime.callSpan = span;
      const given = collect(frame);
      if (!isTail || !node.isTailstrict || called instanceof Native)
        return applyFunction(called, given, runtime);
      return new TailCall(called, bindFrame(called, given)) as unknown as Value;
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}

/**
 * Compiles the commonest call: positional arguments, not strict; a fitting closure gets its frame filled
 * directly.
 */
function compilePlainCall(node: Apply, scope: Scope, target: Run<Value>): Run<Value> {
  const delayed = delayArguments(node, scope);
  const { length } = delayed;
  const span = scope.span(node);
  const { runtime } = scope.unit;
  return (frame) => {
    const called = target(frame);
    try {
      if (called instanceof Closure && called.shape.parameters.length === length) {
        const inner = createFrame(called.shape.layout, called.outer);
        for (let i = 0; i < length; i += 1) inner[i + 1] = (delayed[i] as Run<Lazy>)(frame);
        return runClosure(called, inner);
      }
      if (!isFunction(called))
        throw new JsonnetError(`only functions can be called, got ${typeName(called)}`);
      runtime.callSpan = span;
      return applyFunction(called, { positional: delayed.map((run) => run(frame)) }, runtime);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}

/**
 * Compiles a call of the standard library; arguments that will be forced anyway are evaluated without a
 * thunk.
 */
function compileNativeCall(node: Apply, scope: Scope, native: Native): Run<Value> {
  const span = scope.span(node);
  const { runtime } = scope.unit;
  const isPlain =
    node.arguments.every(({ name }) => name === undefined) &&
    node.arguments.length <= native.parameters.length;
  if (!isPlain) {
    const collect = compileArguments(node, scope);
    return (frame) => callAt(span, () => applyFunction(native, collect(frame), runtime));
  }
  const isLazy = native.parameters.map(({ type }) => type === 'lazy');
  const given = node.arguments.map(({ value }, i): Run<Lazy> =>
    isLazy[i] ? scope.unit.delay(value, scope, 'thunk <argument>') : scope.unit.compile(value, scope),
  );
  const { length } = given;
  return (frame) => {
    const values: Lazy[] = new Array<Lazy>(length);
    for (let i = 0; i < length; i += 1) values[i] = (given[i] as Run<Lazy>)(frame);
    try {
      runtime.callSpan = span;
      return native.call(runtime, values);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}

function callAt(span: Span, run: () => Value): Value {
  try {
    return run();
  } catch (caught) {
    throw toJsonnetError(caught).at(span);
  }
}
