import { JsonnetError } from './jsonnet-error.js';
import { suggestName } from './near-name.js';
import { codePointsOf } from './code-points.js';
import { force, isArray, isObject, typeName, type Value } from './values.js';
import { formatLoosely } from './number-text.js';

function checkBounds(kind: string, at: number, length: number): void {
  if (at < 0 || at >= length)
    throw new JsonnetError(`${kind} bounds error: ${formatLoosely(at)} not within [0, ${length})`);
  if (!Number.isInteger(at)) throw new JsonnetError(`${kind} index was not integer: ${at}`);
}

/** Returns `target[key]`; throws a JsonnetError in the reference implementation's words. */
export function indexValue(target: Value, key: Value): Value {
  if (isObject(target)) {
    if (typeof key !== 'string') throw new JsonnetError(`object index must be string, got ${typeName(key)}.`);
    const value = target.get(key);
    if (value !== undefined) return value;
    throw new JsonnetError(`field does not exist: ${key}${suggestName(key, target.allNames)}`);
  }
  if (isArray(target)) {
    if (typeof key === 'string') throw new JsonnetError(`attempted index an array with string "${key}".`);
    if (typeof key !== 'number') throw new JsonnetError(`array index must be number, got ${typeName(key)}.`);
    checkBounds('array', key, target.length);
    return force(target[key] as Value);
  }
  if (typeof target === 'string') {
    if (typeof key !== 'number')
      throw new JsonnetError(`string index must be a number, got ${typeName(key)}.`);
    const points = codePointsOf(target);
    checkBounds('string', key, points.length);
    return points[key] as string;
  }
  throw new JsonnetError(`can only index objects, strings, and arrays, got ${typeName(target)}.`);
}
