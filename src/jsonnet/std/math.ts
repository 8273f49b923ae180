import { defineNative, type NativeTable } from '../native.js';
import { checkNumber } from '../operate.js';

function ofOne(calculate: (value: number) => number): NativeTable[string] {
  return defineNative('x:number', (_, value) => checkNumber(calculate(value)));
}

function ofTwo(
  signature: 'a:number b:number' | 'x:number n:number' | 'y:number x:number',
  calculate: (left: number, right: number) => number,
): NativeTable[string] {
  return defineNative(signature, (_, left, right) => checkNumber(calculate(left, right)));
}

/** Returns the power of two that scales the value's size into [0.5, 1), as C's frexp does; 0 for 0. */
function exponentOf(value: number): number {
  if (value === 0) return 0;
  // Subnormal numbers lose bits of their logarithm, so they are scaled up first.
  const scaled = Math.abs(value) < 2 ** -1000 ? Math.abs(value) * 2 ** 100 : Math.abs(value);
  let exponent = Math.floor(Math.log2(scaled)) + 1;
  if (scaled / 2 ** (exponent - 1) < 1) exponent -= 1;
  if (scaled / 2 ** (exponent - 1) >= 2) exponent += 1;
  return scaled === Math.abs(value) ? exponent : exponent - 100;
}

function mantissaOf(value: number): number {
  const exponent = exponentOf(value);
  const half = Math.trunc(exponent / 2);
  // Two steps, because 2 ** exponent alone may be out of range.
  return value / 2 ** half / 2 ** (exponent - half);
}

/** Functions of the mathematics library. */
export const MATH_FUNCTIONS: NativeTable = {
  pow: ofTwo('x:number n:number', (base, power) => base ** power),
  modulo: ofTwo('a:number b:number', (left, right) => left % right),
  atan2: ofTwo('y:number x:number', Math.atan2),
  hypot: ofTwo('a:number b:number', Math.hypot),
  floor: ofOne(Math.floor),
  ceil: ofOne(Math.ceil),
  sqrt: ofOne(Math.sqrt),
  sin: ofOne(Math.sin),
  cos: ofOne(Math.cos),
  tan: ofOne(Math.tan),
  asin: ofOne(Math.asin),
  acos: ofOne(Math.acos),
  atan: ofOne(Math.atan),
  log: ofOne(Math.log),
  log2: ofOne(Math.log2),
  log10: ofOne(Math.log10),
  exp: ofOne(Math.exp),
  deg2rad: ofOne((degrees) => (degrees * Math.PI) / 180),
  rad2deg: ofOne((radians) => (radians * 180) / Math.PI),
  exponent: ofOne(exponentOf),
  mantissa: ofOne(mantissaOf),
};
