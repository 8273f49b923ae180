import { codePointsOf } from './code-points.js';
import { JsonnetError } from './jsonnet-error.js';
import { isArray, typeName, type Value } from './values.js';

function checkBound(bound: Value, name: string): number | undefined {
  if (bound === null) return undefined;
  if (typeof bound !== 'number')
    throw new JsonnetError(`slice ${name} must be a number or null, got ${typeName(bound)}`);
  return bound;
}

/** Counts from the end when negative, and stays within the length. */
function clamp(bound: number, length: number): number {
  return Math.min(bound < 0 ? Math.max(length + bound, 0) : bound, length);
}

/**
 * Returns every step-th element or character of `target[from:to:step]`; null bounds mean all; throws a
 * JsonnetError.
 */
export function sliceValue(target: Value, bounds: readonly Value[]): Value {
  const [from = null, to = null, step = null] = bounds;
  if (typeof target !== 'string' && !isArray(target)) {
    throw new JsonnetError(`std.slice accepts a string or an array, but got: ${typeName(target)}`);
  }
  const items = typeof target === 'string' ? codePointsOf(target) : target;
  const start = clamp(checkBound(from, 'index') ?? 0, items.length);
  const end = clamp(checkBound(to, 'end') ?? items.length, items.length);
  const stride = checkBound(step, 'step') ?? 1;
  if (stride <= 0)
    throw new JsonnetError(`got [${start}:${end}:${stride}] but negative steps are not supported`);
  if (stride === 1) {
    const part = items.slice(Math.ceil(start), Math.ceil(end));
    return typeof target === 'string' && typeof part !== 'string' ? part.join('') : (part as Value);
  }
  const picked: Value[] = [];
  for (let at = start; at < end; at += stride) picked.push(items[Math.floor(at)] as Value);
  return typeof target === 'string' ? picked.join('') : picked;
}
