import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import type { JObject } from '../object.js';
import { createPlainObject, type PlainField } from '../plain-object.js';
import type { Runtime } from '../runtime.js';
import { Thunk } from '../thunk.js';
import { force, isArray, isObject, type Value } from '../values.js';
import { delayCalls } from './delay-calls.js';

function namesOf(object: JObject, withHidden: boolean): readonly string[] {
  return withHidden ? object.allNames : object.visibleNames;
}

/** Returns a field that is evaluated when asked for, and keeps the place of the original. */
function delayField(runtime: Runtime, object: JObject, name: string): Thunk {
  const span = object.spanOf(name);
  return new Thunk({ runtime, run: () => object.get(name) as Value, context: 'thunk <field>', span }, []);
}

function keep(runtime: Runtime, object: JObject, name: string): PlainField {
  return {
    name,
    value: delayField(runtime, object, name),
    span: object.spanOf(name),
    isHidden: !object.has(name, false),
  };
}

function defineFields(withHidden: boolean): NativeTable[string] {
  return defineNative('o:object', (_, object) => namesOf(object, withHidden));
}

function defineHas(withHidden: boolean): NativeTable[string] {
  return defineNative('o:object f:string', (_, object, name) => object.has(name, withHidden));
}

function defineValues(withHidden: boolean): NativeTable[string] {
  return defineNative('o:object', (runtime, object) =>
    namesOf(object, withHidden).map((name) => delayField(runtime, object, name)),
  );
}

function defineKeysValues(withHidden: boolean): NativeTable[string] {
  return defineNative('o:object', (runtime, object) =>
    namesOf(object, withHidden).map((name) =>
      createPlainObject(runtime, [
        { name: 'key', value: name },
        { name: 'value', value: delayField(runtime, object, name) },
      ]),
    ),
  );
}

/** Merges what two objects have under one name when it is asked for; what is no object simply takes the place. */
function patchField(
  runtime: Runtime,
  [target, patch]: readonly [JObject, JObject],
  name: string,
): PlainField {
  const span = patch.spanOf(name);
  const change = patch.get(name) as Value;
  if (!isObject(change)) return { name, value: change, span };
  const run = (): Value =>
    mergePatch(runtime, target.has(name, false) ? (target.get(name) as Value) : null, change);
  return { name, value: new Thunk({ runtime, run, context: 'thunk <field>', span }, []), span };
}

function mergePatch(runtime: Runtime, target: Value, patch: Value): Value {
  if (!isObject(patch)) return patch;
  const base = isObject(target) ? target : createPlainObject(runtime, []);
  const kept = base.visibleNames
    .filter((name) => !patch.has(name, false))
    .map((name) => keep(runtime, base, name));
  const patched = patch.visibleNames
    .filter((name) => patch.get(name) !== null)
    .map((name) => patchField(runtime, [base, patch], name));
  return createPlainObject(runtime, [...kept, ...patched]);
}

function isContent(value: Value): boolean {
  if (isArray(value)) return value.length > 0;
  return isObject(value) ? value.visibleNames.length > 0 : value !== null;
}

function prune(runtime: Runtime, value: Value): Value {
  if (!isArray(value) && !isObject(value)) return value;
  runtime.enter();
  const pruned = isArray(value)
    ? value.map((item) => prune(runtime, force(item))).filter(isContent)
    : createPlainObject(
        runtime,
        value.visibleNames
          .map((name) => ({
            name,
            value: prune(runtime, value.get(name) as Value),
            span: value.spanOf(name),
          }))
          .filter((field) => isContent(field.value)),
      );
  runtime.leave();
  return pruned;
}

/** Functions on objects and their fields. */
export const OBJECT_FUNCTIONS: NativeTable = {
  objectFields: defineFields(false),
  objectFieldsAll: defineFields(true),
  objectFieldsEx: defineNative('obj:object hidden:boolean', (_, object, withHidden) =>
    namesOf(object, withHidden),
  ),
  objectHas: defineHas(false),
  objectHasAll: defineHas(true),
  objectHasEx: defineNative('obj:object fname:string hidden:boolean', (_, object, name, withHidden) =>
    object.has(name, withHidden),
  ),
  objectValues: defineValues(false),
  objectValuesAll: defineValues(true),
  objectKeysValues: defineKeysValues(false),
  objectKeysValuesAll: defineKeysValues(true),
  get: defineNative(
    'o:object f:string default:lazy? inc_hidden:boolean?',
    (_, ...[object, name, fallback, withHidden = true]) => {
      if (object.has(name, withHidden)) return object.get(name) as Value;
      return fallback === undefined ? null : force(fallback);
    },
  ),
  objectRemoveKey: defineNative('obj:object key:string', (runtime, object, key) =>
    createPlainObject(
      runtime,
      object.allNames.filter((name) => name !== key).map((name) => keep(runtime, object, name)),
    ),
  ),
  mapWithKey: defineNative('func:function obj:object', (runtime, target, object) => {
    const call = delayCalls(runtime, target);
    return createPlainObject(
      runtime,
      object.visibleNames.map((name) => ({
        name,
        value: call(name, delayField(runtime, object, name)),
        span: object.spanOf(name),
      })),
    );
  }),
  mergePatch: defineNative('target:any patch:any', mergePatch),
  prune: defineNative('a:any', prune),
  resolvePath: defineNative('f:string r:string', (_, file, relative) => {
    const slash = file.lastIndexOf('/');
    if (relative === '') throw new JsonnetError('resolvePath needs a relative path');
    return file.slice(0, slash + 1) + relative;
  }),
};
