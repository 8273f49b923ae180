import type { NodeOf } from './ast.js';
import { compileClauses } from './compile-clauses.js';
import type { Run } from './frame.js';
import { indexValue } from './index-value.js';
import { toJsonnetError } from './jsonnet-error.js';
import type { Scope } from './scope.js';
import { sliceValue } from './slice.js';
import { Thunk } from './thunk.js';
import { isObject, type Lazy, type Value } from './values.js';

const ELEMENT = 'thunk <array_element>';

/** Compiles an element; it is always a thunk, because a thunk remembers where it stands. */
function compileElement(node: NodeOf<'array'>['elements'][number], scope: Scope): Run<Thunk> {
  const { unit } = scope;
  const site = {
    runtime: unit.runtime,
    run: unit.compile(node, scope),
    context: ELEMENT,
    span: scope.span(node),
  };
  if (node.kind !== 'literal' || node.value === Number.POSITIVE_INFINITY)
    return (frame) => new Thunk(site, frame);
  const ready = new Thunk(site, undefined, node.value);
  return () => ready;
}

/** Compiles an array literal. */
export function compileArray(node: NodeOf<'array'>, scope: Scope): Run<Value> {
  const elements = node.elements.map((element) => compileElement(element, scope));
  const { length } = elements;
  return (frame) => {
    const values: Lazy[] = new Array<Lazy>(length);
    for (let i = 0; i < length; i += 1) values[i] = (elements[i] as Run<Lazy>)(frame);
    return values;
  };
}

/** Compiles an array comprehension. */
export function compileArrayComprehension(node: NodeOf<'arrayComprehension'>, scope: Scope): Run<Value> {
  const { runtime } = scope.unit;
  const loop = compileClauses(node.clauses, scope, node);
  const body = compileElement(node.body, loop.scope);
  return (frame) => {
    const values: Lazy[] = [];
    loop.forEach(frame, (step) => {
      values.push(body(step));
      if (values.length > runtime.maxArrayLength) runtime.reserveArray(values.length);
    });
    return values;
  };
}

/** Compiles `a.b` and `a[b]`; a field of the unshadowed `std` is looked up at once. */
export function compileIndex(node: NodeOf<'index'>, scope: Scope): Run<Value> {
  const native = findStdFunction(node, scope);
  if (native) return () => native;
  const target = scope.unit.compile(node.target, scope);
  const key = scope.unit.compile(node.key, scope);
  const span = scope.span(node);
  return (frame) => {
    const value = target(frame);
    const at = key(frame);
    try {
      if (typeof at === 'string' && isObject(value)) {
        const field = value.get(at);
        if (field !== undefined) return field;
      }
      return indexValue(value, at);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}

/** Returns the function that `std.name` is, when nothing shadows `std` and the library has it. */
export function findStdFunction({ target, key }: NodeOf<'index'>, scope: Scope): Value | undefined {
  const isStd = target.kind === 'variable' && target.name === 'std' && !scope.find('std');
  if (!isStd || key.kind !== 'literal' || typeof key.value !== 'string') return undefined;
  return scope.unit.findStd(key.value);
}

/** Compiles `a[from:to:step]`. */
export function compileSlice(node: NodeOf<'slice'>, scope: Scope): Run<Value> {
  const target = scope.unit.compile(node.target, scope);
  const bounds = node.bounds.map((bound) => bound && scope.unit.compile(bound, scope));
  const span = scope.span(node);
  return (frame) => {
    const value = target(frame);
    const given = bounds.map((bound) => bound?.(frame) ?? null);
    try {
      return sliceValue(value, given);
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
  };
}
