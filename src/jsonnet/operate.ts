import { compareText } from './json.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { mergeObjects, type JObject } from './object.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import { textOf } from './text-of.js';
import { force, isArray, isFunction, isObject, typeName, type JArray, type Value } from './values.js';

/** Where an operator stands and in which evaluation. */
export interface OperatorSite {
  readonly runtime: Runtime;
  readonly span: Span;
}

/**
 * Returns the number; throws a JsonnetError when it is infinite or not a number, which jsonnet has none of.
 */
export function checkNumber(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new JsonnetError(Number.isNaN(value) ? 'not a number' : 'overflow');
}

function complainOfTypes(operator: string, left: Value, right: Value): JsonnetError {
  const types = `got ${typeName(left)} and ${typeName(right)}.`;
  return new JsonnetError(`binary operator ${operator} requires matching types, ${types}`);
}

/**
 * Returns `left + right`: sum, concatenation, or inheritance; throws a JsonnetError placed at the operator.
 */
export function add(left: Value, right: Value, { runtime, span }: OperatorSite): Value {
  try {
    return addValues(left, right, runtime);
  } catch (caught) {
    throw toJsonnetError(caught).at(span);
  }
}

/** Returns `left + right`; throws a JsonnetError without a place. */
export function addValues(left: Value, right: Value, runtime: Runtime): Value {
  if (typeof left === 'number' && typeof right === 'number') return checkNumber(left + right);
  if (typeof left === 'string' || typeof right === 'string')
    return textOf(left, runtime) + textOf(right, runtime);
  if (isArray(left) && isArray(right)) {
    runtime.reserveArray(left.length + right.length);
    return left.length === 0 ? right : [...left, ...right];
  }
  if (isObject(left) && isObject(right)) {
    runtime.spend(left.layers.length + right.layers.length);
    return mergeObjects(left, right);
  }
  throw complainOfTypes('+', left, right);
}

/** Returns a negative number, zero or a positive one, as left comes before right; throws a JsonnetError. */
export function compareValues(left: Value, right: Value, runtime: Runtime, operator = '<'): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeName(left) !== typeName(right)) throw complainOfTypes(operator, left, right);
  if (!isArray(left) || !isArray(right)) {
    throw new JsonnetError(`binary operator ${operator} does not operate on ${typeName(left)}s.`);
  }
  runtime.enter();
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareValues(force(left[i] as Value), force(right[i] as Value), runtime, operator);
    if (order !== 0) return order;
  }
  runtime.leave();
  return left.length - right.length;
}

/**
 * Whether the values are equal, through arrays and visible fields; throws a JsonnetError for two functions.
 */
export function equalValues(left: Value, right: Value, runtime: Runtime): boolean {
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
    return left === right;
  if (isFunction(left) && isFunction(right)) throw new JsonnetError('cannot test equality of functions');
  runtime.enter();
  const isEqual =
    (isArray(left) && isArray(right) && equalArrays(left, right, runtime)) ||
    (isObject(left) && isObject(right) && equalObjects(left, right, runtime));
  runtime.leave();
  return isEqual;
}

function equalArrays(left: JArray, right: JArray, runtime: Runtime): boolean {
  if (left.length !== right.length) return false;
  return left.every((item, i) => equalValues(force(item), force(right[i] as Value), runtime));
}

function equalObjects(left: JObject, right: JObject, runtime: Runtime): boolean {
  left.assertAll();
  right.assertAll();
  const names = left.visibleNames;
  const others = right.visibleNames;
  if (names.length !== others.length || names.some((name, i) => name !== others[i])) return false;
  return names.every((name) => equalValues(left.get(name) as Value, right.get(name) as Value, runtime));
}
