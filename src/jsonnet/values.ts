import type { JFunction } from './function.js';
import type { JObject } from './object.js';
import { Thunk } from './thunk.js';

/** An evaluated jsonnet value; arrays stay lazy in their elements, objects in their fields. */
export type Value = null | boolean | number | string | JArray | JObject | JFunction;

/** A value, or the promise of one that costs nothing until somebody asks. */
export type Lazy = Value | Thunk;

/** A jsonnet array; it is shared freely and so never changed after it was made. */
export type JArray = readonly Lazy[];

/** The name of a value's type as `std.type` says it. */
export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'function';

/** Returns the evaluated value; throws a JsonnetError when its expression fails. */
export function force(lazy: Lazy): Value {
  return lazy instanceof Thunk ? lazy.force() : lazy;
}

/** Whether the value is an array. */
export function isArray(value: Lazy | undefined): value is JArray {
  return Array.isArray(value);
}

/** Whether the value is an object. */
export function isObject(value: Value): value is JObject {
  return typeName(value) === 'object';
}

/** Whether the value is a function. */
export function isFunction(value: Value): value is JFunction {
  return typeName(value) === 'function';
}

/** Returns the type's name as `std.type` says it. */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null';
  const type = typeof value;
  if (type === 'boolean' || type === 'number' || type === 'string') return type;
  return isArray(value) ? 'array' : (value as JObject | JFunction).type;
}
