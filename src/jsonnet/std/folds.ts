import { callFunction, type JFunction } from '../function.js';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { addValues, compareValues } from '../operate.js';
import type { Runtime } from '../runtime.js';
import { force, typeName, type JArray, type Lazy, type Value } from '../values.js';
import { itemsOf } from './strings.js';

function isChosen(runtime: Runtime, predicate: JFunction, item: Lazy): boolean {
  const verdict = callFunction(predicate, runtime, item);
  if (typeof verdict === 'boolean') return verdict;
  throw new JsonnetError(`filter function must return boolean, got: ${typeName(verdict)}`);
}

function checkBoolean(value: Value, i: number): boolean {
  if (typeof value === 'boolean') return value;
  throw new JsonnetError(`item at index ${i} must be boolean, but got ${typeName(value)}`);
}

interface Choice {
  readonly sign: 1 | -1;
  readonly keyOf: JFunction | undefined;
  readonly fallback: Lazy | undefined;
}

/** Returns the first of the smallest elements, or of the largest when the sign is negative. */
function choose(runtime: Runtime, items: JArray, { sign, keyOf, fallback }: Choice): Value {
  if (items.length === 0) {
    if (fallback !== undefined) return force(fallback);
    throw new JsonnetError(`Expected at least one element in array. Got none`);
  }
  const keys = items.map((item) => (keyOf ? callFunction(keyOf, runtime, item) : force(item)));
  let best = 0;
  for (let i = 1; i < items.length; i += 1) {
    if (sign * compareValues(keys[i] as Value, keys[best] as Value, runtime) < 0) best = i;
  }
  return force(items[best] as Lazy);
}

function sum(runtime: Runtime, items: JArray): Value {
  return items.reduce<Value>((total, item) => addValues(total, force(item), runtime), 0);
}

/** Functions that boil an array down, or let part of it through. */
export const FOLD_FUNCTIONS: NativeTable = {
  filter: defineNative('func:function arr:array', (runtime, predicate, items) =>
    items.filter((item) => isChosen(runtime, predicate, item)),
  ),
  filterMap: defineNative(
    'filter_func:function map_func:function arr:array',
    (runtime, predicate, target, items) =>
      items
        .filter((item) => isChosen(runtime, predicate, item))
        .map((item) => callFunction(target, runtime, item)),
  ),
  foldl: defineNative('func:function arr:any init:lazy', (runtime, target, items, init) => {
    let folded = init;
    for (const item of itemsOf(items, 'std.foldl second param must be string or array')) {
      folded = callFunction(target, runtime, folded, item);
    }
    return force(folded);
  }),
  foldr: defineNative('func:function arr:any init:lazy', (runtime, target, items, init) => {
    let folded = init;
    for (const item of [...itemsOf(items, 'std.foldr second param must be string or array')].reverse()) {
      folded = callFunction(target, runtime, item, folded);
    }
    return force(folded);
  }),
  all: defineNative('arr:array', (_, items) => items.every((item, i) => checkBoolean(force(item), i))),
  any: defineNative('arr:array', (_, items) => items.some((item, i) => checkBoolean(force(item), i))),
  sum: defineNative('arr:array', sum),
  avg: defineNative('arr:array', (runtime, items) => {
    if (items.length === 0) throw new JsonnetError('Cannot calculate average of an empty array.');
    return (sum(runtime, items) as number) / items.length;
  }),
  minArray: defineNative('arr:array keyF:function? onEmpty:lazy?', (runtime, items, keyOf, fallback) =>
    choose(runtime, items, { sign: 1, keyOf, fallback }),
  ),
  maxArray: defineNative('arr:array keyF:function? onEmpty:lazy?', (runtime, items, keyOf, fallback) =>
    choose(runtime, items, { sign: -1, keyOf, fallback }),
  ),
};
