import { callFunction, type JFunction } from '../function.js';
import { defineNative, type NativeTable } from '../native.js';
import { compareValues, equalValues } from '../operate.js';
import type { Runtime } from '../runtime.js';
import { force, type JArray, type Lazy, type Value } from '../values.js';
import { itemsOf } from './strings.js';

interface Keyed {
  readonly item: Lazy;
  readonly key: Value;
}

function addKeys(runtime: Runtime, items: JArray, keyOf: JFunction | undefined): Keyed[] {
  runtime.spend(items.length);
  return items.map((item) => ({ item, key: keyOf ? callFunction(keyOf, runtime, item) : force(item) }));
}

function sortKeyed(runtime: Runtime, keyed: readonly Keyed[]): Keyed[] {
  return [...keyed].sort((a, b) => compareValues(a.key, b.key, runtime));
}

function dropRepeats(runtime: Runtime, keyed: readonly Keyed[]): Keyed[] {
  return keyed.filter(({ key }, i) => i === 0 || !equalValues(key, (keyed[i - 1] as Keyed).key, runtime));
}

function plain(keyed: readonly Keyed[]): Lazy[] {
  return keyed.map(({ item }) => item);
}

/** What a merge of two sets keeps. */
interface Kept {
  readonly onlyLeft: boolean;
  readonly both: boolean;
  readonly onlyRight: boolean;
}

function merge(
  runtime: Runtime,
  [left, right]: readonly [readonly Keyed[], readonly Keyed[]],
  kept: Kept,
): Lazy[] {
  const merged: Lazy[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = left[i];
    const b = right[j];
    const order = a === undefined ? 1 : b === undefined ? -1 : compareValues(a.key, b.key, runtime);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
    const isKept = order < 0 ? kept.onlyLeft : order > 0 ? kept.onlyRight : kept.both;
    if (isKept) merged.push(((order <= 0 ? a : b) as Keyed).item);
  }
  return merged;
}

function defineMerge(kept: Kept): NativeTable[string] {
  return defineNative('a:any b:any keyF:function?', (runtime, left, right, keyOf) => {
    const keyed = [left, right].map((items) => addKeys(runtime, itemsOf(items, 'expected a set'), keyOf));
    return merge(runtime, keyed as [Keyed[], Keyed[]], kept);
  });
}

function isMember(
  runtime: Runtime,
  value: Value,
  { items, keyOf }: { items: JArray; keyOf: JFunction | undefined },
): boolean {
  const keyFor = (item: Lazy): Value => (keyOf ? callFunction(keyOf, runtime, item) : force(item));
  const wanted = keyFor(value);
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareValues(keyFor(items[middle] as Lazy), wanted, runtime);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Functions that sort, and those on sets: arrays that are sorted and have no element twice. */
export const SET_FUNCTIONS: NativeTable = {
  sort: defineNative('arr:any keyF:function?', (runtime, items, keyOf) =>
    plain(sortKeyed(runtime, addKeys(runtime, itemsOf(items, 'std.sort expects an array'), keyOf))),
  ),
  uniq: defineNative('arr:any keyF:function?', (runtime, items, keyOf) =>
    plain(dropRepeats(runtime, addKeys(runtime, itemsOf(items, 'std.uniq expects an array'), keyOf))),
  ),
  set: defineNative('arr:any keyF:function?', (runtime, items, keyOf) =>
    plain(
      dropRepeats(
        runtime,
        sortKeyed(runtime, addKeys(runtime, itemsOf(items, 'std.set expects an array'), keyOf)),
      ),
    ),
  ),
  setUnion: defineMerge({ onlyLeft: true, both: true, onlyRight: true }),
  setInter: defineMerge({ onlyLeft: false, both: true, onlyRight: false }),
  setDiff: defineMerge({ onlyLeft: true, both: false, onlyRight: false }),
  setMember: defineNative('x:any arr:any keyF:function?', (runtime, value, items, keyOf) =>
    isMember(runtime, value, { items: itemsOf(items, 'expected a set'), keyOf }),
  ),
};
