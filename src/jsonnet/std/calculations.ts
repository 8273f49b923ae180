import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { equalValues } from '../operate.js';
import { typeName, type Value } from '../values.js';

function checkNumeric(value: Value, what: string): number {
  if (typeof value === 'number') return value;
  throw new JsonnetError(`std.${what} expected number, got ${typeName(value)}`);
}

function ofNumber(name: string, calculate: (value: number) => number | boolean): NativeTable[string] {
  return defineNative('n:any', (_, value) => calculate(checkNumeric(value, name)));
}

function ofPair(name: string, calculate: (left: number, right: number) => number): NativeTable[string] {
  return defineNative('a:any b:any', (_, left, right) =>
    calculate(checkNumeric(left, `${name} first param`), checkNumeric(right, `${name} second param`)),
  );
}

/** Small calculations and tests on numbers and booleans. */
export const CALCULATED_FUNCTIONS: NativeTable = {
  abs: ofNumber('abs', Math.abs),
  sign: ofNumber('sign', (value) => (value > 0 ? 1 : value < 0 ? -1 : 0)),
  round: ofNumber('round', (value) => Math.floor(value + 0.5)),
  isEven: ofNumber('isEven', (value) => value % 2 === 0),
  isOdd: ofNumber('isOdd', (value) => Math.abs(value % 2) === 1),
  isInteger: ofNumber('isInteger', Number.isInteger),
  isDecimal: ofNumber('isDecimal', (value) => !Number.isInteger(value)),
  max: ofPair('max', (left, right) => (left > right ? left : right)),
  min: ofPair('min', (left, right) => (left < right ? left : right)),
  clamp: defineNative('x:number minVal:number maxVal:number', (_, value, low, high) =>
    value < low ? low : value > high ? high : value,
  ),
  xor: defineNative('x:any y:any', (runtime, left, right) => !equalValues(left, right, runtime)),
  xnor: defineNative('x:any y:any', (runtime, left, right) => equalValues(left, right, runtime)),
};
