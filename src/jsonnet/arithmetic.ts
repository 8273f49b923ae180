import { JsonnetError } from './jsonnet-error.js';
import { checkNumber } from './operate.js';

const SMALLEST = -(2n ** 63n);

/**
 * Returns the number as a 64-bit integer, cut towards zero; what does not fit becomes the smallest one, as
 * in C++.
 */
function toInteger(value: number): bigint {
  const cut = BigInt(Math.trunc(value));
  return BigInt.asIntN(64, cut) === cut ? cut : SMALLEST;
}

function isSmall(value: number): boolean {
  return (value | 0) === value;
}

function shiftBy(right: number): bigint {
  if (right < 0) throw new JsonnetError('shift by negative exponent.');
  return toInteger(right) % 64n;
}

/** The operators on two numbers, apart from comparison and `+`; each throws a JsonnetError. */
export const ARITHMETIC = {
  '-': (left: number, right: number) => checkNumber(left - right),
  '*': (left: number, right: number) => checkNumber(left * right),
  '/': (left: number, right: number) => {
    if (right === 0) throw new JsonnetError('division by zero.');
    return checkNumber(left / right);
  },
  '%': (left: number, right: number) => {
    if (right === 0) throw new JsonnetError('division by zero.');
    return left % right;
  },
  '<<': (left: number, right: number) => Number(BigInt.asIntN(64, toInteger(left) << shiftBy(right))),
  '>>': (left: number, right: number) => Number(toInteger(left) >> shiftBy(right)),
  '&': (left: number, right: number) =>
    isSmall(left) && isSmall(right) ? left & right : Number(toInteger(left) & toInteger(right)),
  '|': (left: number, right: number) =>
    isSmall(left) && isSmall(right) ? left | right : Number(toInteger(left) | toInteger(right)),
  '^': (left: number, right: number) =>
    isSmall(left) && isSmall(right) ? left ^ right : Number(toInteger(left) ^ toInteger(right)),
} as const;

/** Returns `~value` as a 64-bit integer. */
export function complement(value: number): number {
  return isSmall(value) ? ~value : Number(BigInt.asIntN(64, ~toInteger(value)));
}
