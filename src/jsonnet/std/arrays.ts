import { callFunction } from '../function.js';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { equalValues } from '../operate.js';
import type { Runtime } from '../runtime.js';
import { sliceValue } from '../slice.js';
import { force, isArray, typeName, type JArray, type Lazy, type Value } from '../values.js';
import { delayCalls } from './delay-calls.js';
import { findSubstrings, itemsOf } from './strings.js';

function findAll(runtime: Runtime, value: Value, items: JArray): number[] {
  return items.flatMap((item, i) => (equalValues(force(item), value, runtime) ? [i] : []));
}

function hasMember(runtime: Runtime, items: Value, value: Value): boolean {
  if (typeof items === 'string') return findSubstrings(value, items).length > 0;
  if (isArray(items)) return items.some((item) => equalValues(force(item), value, runtime));
  throw new JsonnetError(`std.member first argument must be an array or a string, got ${typeName(items)}`);
}

function joinText(separator: string, parts: JArray): string {
  const texts: string[] = [];
  for (const [i, lazy] of parts.entries()) {
    const part = force(lazy);
    if (part === null) continue;
    if (typeof part !== 'string')
      throw new JsonnetError(`expected string but arr[${i}] was ${typeName(part)}`);
    texts.push(part);
  }
  return texts.join(separator);
}

function joinArrays(separator: JArray, parts: JArray): Lazy[] {
  const joined: Lazy[] = [];
  let isFirst = true;
  for (const [i, lazy] of parts.entries()) {
    const part = force(lazy);
    if (part === null) continue;
    if (!isArray(part)) throw new JsonnetError(`expected array but arr[${i}] was ${typeName(part)}`);
    if (!isFirst) for (const item of separator) joined.push(item);
    for (const item of part) joined.push(item);
    isFirst = false;
  }
  return joined;
}

function flatten(runtime: Runtime, value: Value): Lazy[] {
  if (!isArray(value)) return [value];
  runtime.enter();
  const flat = value.flatMap((item) => flatten(runtime, force(item)));
  runtime.leave();
  return flat;
}

function repeat(runtime: Runtime, what: Value, count: number): Value {
  if (count < 0) throw new JsonnetError(`makeArray requires size >= 0, got ${count}`);
  const times = Math.trunc(count);
  if (typeof what === 'string') {
    runtime.spend(times);
    return what.repeat(times);
  }
  if (!isArray(what)) throw new JsonnetError('std.repeat first argument must be an array or a string');
  runtime.reserveArray(what.length * times);
  return Array.from({ length: times }, () => what).flat() as JArray;
}

function makeRange(runtime: Runtime, from: number, to: number): number[] {
  const first = Math.trunc(from);
  const length = runtime.reserveArray(Math.max(0, Math.trunc(to) - first + 1));
  return Array.from({ length }, (_, i) => first + i);
}

/** Functions that make, search and rearrange arrays. */
export const ARRAY_FUNCTIONS: NativeTable = {
  makeArray: defineNative('sz:number func:function', (runtime, size, target) => {
    if (size < 0) throw new JsonnetError(`makeArray requires size >= 0, got ${size}`);
    const call = delayCalls(runtime, target);
    return Array.from({ length: runtime.reserveArray(Math.trunc(size)) }, (_, i) => call(i));
  }),
  range: defineNative('from:number to:number', makeRange),
  repeat: defineNative('what:any count:number', repeat),
  slice: defineNative('indexable:any index:any end:any step:any', (_, value, ...bounds) =>
    sliceValue(value, bounds),
  ),
  member: defineNative('arr:any x:any', hasMember),
  contains: defineNative('arr:any elem:any', hasMember),
  count: defineNative('arr:array x:any', (runtime, items, value) => findAll(runtime, value, items).length),
  find: defineNative('value:any arr:array', findAll),
  map: defineNative('func:function arr:any', (runtime, target, items) => {
    const call = delayCalls(runtime, target);
    return itemsOf(items, 'std.map second param must be array / string').map((item) => call(item));
  }),
  mapWithIndex: defineNative('func:function arr:any', (runtime, target, items) => {
    const call = delayCalls(runtime, target);
    return itemsOf(items, 'std.mapWithIndex second param must be array').map((item, i) => call(i, item));
  }),
  flatMap: defineNative('func:function arr:any', (runtime, target, items) => {
    const parts = itemsOf(items, 'std.flatMap second param must be array / string').map((item) =>
      callFunction(target, runtime, item),
    );
    const joined = typeof items === 'string' ? joinText('', parts) : joinArrays([], parts);
    runtime.reserveArray(joined.length);
    return joined;
  }),
  join: defineNative('sep:any arr:array', (_, separator, parts) => {
    if (typeof separator === 'string') return joinText(separator, parts);
    if (isArray(separator)) return joinArrays(separator, parts);
    throw new JsonnetError(`join first parameter should be string or array, got ${typeName(separator)}`);
  }),
  flattenArrays: defineNative('arrs:array', (runtime, parts) => {
    const flat = joinArrays([], parts);
    runtime.reserveArray(flat.length);
    return flat;
  }),
  flattenDeepArray: defineNative('value:any', flatten),
  reverse: defineNative('arr:any', (_, items) =>
    [...itemsOf(items, 'std.reverse expects an array')].reverse(),
  ),
  remove: defineNative('arr:array elem:any', (runtime, items, value) => {
    const at = items.findIndex((item) => equalValues(force(item), value, runtime));
    return items.filter((_, i) => i !== at);
  }),
  removeAt: defineNative('arr:array at:number', (_, items, at) => items.filter((__, i) => i !== at)),
};
