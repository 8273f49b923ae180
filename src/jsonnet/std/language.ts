import { countCodePoints } from '../code-points.js';
import { Closure } from '../function.js';
import { JsonnetError } from '../jsonnet-error.js';
import { formatText } from '../format.js';
import { fromJson } from '../from-json.js';
import { defineNative, Native, type NativeTable } from '../native.js';
import { compareValues, equalValues } from '../operate.js';
import { findPosition } from '../source.js';
import { textOf } from '../text-of.js';
import { toJson } from '../to-json.js';
import { force, isArray, isFunction, isObject, typeName, type TypeName, type Value } from '../values.js';
import { quoteText } from '../render-json.js';

function defineTypeTest(type: TypeName): NativeTable[string] {
  return defineNative('v:any', (_, value) => typeName(value) === type);
}

function lengthOf(value: Value): number {
  if (typeof value === 'string') return countCodePoints(value);
  if (isArray(value)) return value.length;
  if (isObject(value)) return value.visibleNames.length;
  if (isFunction(value)) return (value instanceof Closure ? value.shape.parameters : value.parameters).length;
  throw new JsonnetError(`length operates on strings, objects, and arrays, got ${typeName(value)}`);
}

function assertPrimitive(value: Value): void {
  if (isArray(value) || isObject(value) || isFunction(value)) {
    throw new JsonnetError(`primitiveEquals operates on primitive types, got ${typeName(value)}`);
  }
}

/** What the language itself is about: types, strings of values, equality, and what comes from outside. */
export const LANGUAGE_FUNCTIONS: NativeTable = {
  type: defineNative('x:any', (_, value) => typeName(value)),
  isString: defineTypeTest('string'),
  isNumber: defineTypeTest('number'),
  isBoolean: defineTypeTest('boolean'),
  isObject: defineTypeTest('object'),
  isArray: defineTypeTest('array'),
  isFunction: defineTypeTest('function'),
  isNull: defineTypeTest('null'),
  length: defineNative('x:any', (_, value) => lengthOf(value)),
  toString: defineNative('a:any', (runtime, value) => textOf(value, runtime)),
  format: defineNative('str:string vals:any', (runtime, format, values) =>
    formatText(format, values, runtime),
  ),
  mod: defineNative('a:any b:any', (runtime, left, right) => {
    if (typeof left === 'string') return formatText(left, right, runtime);
    if (typeof left !== 'number' || typeof right !== 'number') {
      throw new JsonnetError(
        'Operator % cannot be used on types ' + `${typeName(left)} and ${typeName(right)}.`,
      );
    }
    if (right === 0) throw new JsonnetError('division by zero.');
    return left % right;
  }),
  equals: defineNative('a:any b:any', (runtime, left, right) => equalValues(left, right, runtime)),
  primitiveEquals: defineNative('a:any b:any', (runtime, left, right) => {
    if (typeName(left) !== typeName(right)) return false;
    assertPrimitive(left);
    return equalValues(left, right, runtime);
  }),
  __compare: defineNative('v1:any v2:any', (runtime, left, right) =>
    Math.sign(compareValues(left, right, runtime)),
  ),
  __compare_array: defineNative('v1:array v2:array', (runtime, left, right) =>
    Math.sign(compareValues(left, right, runtime)),
  ),
  assertEqual: defineNative('a:any b:any', (runtime, left, right) => {
    if (equalValues(left, right, runtime)) return true;
    const show = (value: Value): string =>
      typeof value === 'string' ? quoteText(value) : textOf(value, runtime);
    throw new JsonnetError(`Assertion failed. ${show(left)} != ${show(right)}`);
  }),
  trace: defineNative('str:any rest:lazy', (runtime, message, rest) => {
    if (typeof message !== 'string') {
      throw new JsonnetError(
        `Builtin function trace expected string as first parameter but got ${typeName(message)}`,
      );
    }
    const place = runtime.callSpan && findPosition(runtime.callSpan);
    runtime.trace(`TRACE: ${place ? `${place.file}:${place.line} ` : ''}${message}`);
    return force(rest);
  }),
  extVar: defineNative('x:string', (runtime, name) => {
    const value = runtime.readExtVar(name);
    if (value === undefined) throw new JsonnetError(`undefined external variable: ${name}`);
    return value;
  }),
  native: defineNative('name:string', (runtime, name) => {
    const native = Object.hasOwn(runtime.natives, name) ? runtime.natives[name] : undefined;
    if (!native) return null;
    const parameters = native.parameters.map((each) => ({ name: each, type: 'any', isOptional: false }));
    return new Native(name, parameters, (_, ...given) =>
      fromJson(native.run(...given.map((value) => toJson(value as Value, runtime))), runtime),
    );
  }),
};
