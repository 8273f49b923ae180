import { setJsonField, type Json } from './json.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import type { JObject } from './object.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import { Thunk } from './thunk.js';
import { force, isArray, isFunction, type JArray, type Value } from './values.js';

/** Told of every value of the output: its JSON pointer, and the place that made it where that is known. */
export type RecordOrigin = (pointer: string, span: Span | undefined) => void;

/** What a conversion carries downwards. */
interface Walk {
  readonly runtime: Runtime;
  readonly record: RecordOrigin | undefined;
}

/** Returns the value as JSON, evaluating all of it; throws a JsonnetError, for functions too. */
export function toJson(value: Value, runtime: Runtime, record?: RecordOrigin): Json {
  return convert(value, '', { runtime, record });
}

function convert(value: Value, pointer: string, walk: Walk): Json {
  if (value === null || typeof value !== 'object') return value as Json;
  if (isFunction(value)) throw new JsonnetError("couldn't manifest function in JSON output.");
  walk.runtime.enter();
  const json = isArray(value)
    ? convertArray(value, pointer, walk)
    : convertObject(value as JObject, pointer, walk);
  walk.runtime.leave();
  return json;
}

function convertArray(value: JArray, pointer: string, walk: Walk): Json {
  const items: Json[] = [];
  for (let i = 0; i < value.length; i += 1) {
    const item = value[i] as Value | Thunk;
    const path = walk.record ? `${pointer}/${i}` : '';
    const span = item instanceof Thunk ? item.site.span : undefined;
    walk.record?.(path, span);
    try {
      items.push(convert(force(item), path, walk));
    } catch (caught) {
      throw place(caught, span);
    }
  }
  return items;
}

function escapePointer(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

function convertObject(value: JObject, pointer: string, walk: Walk): Json {
  value.assertAll();
  const fields: { [key: string]: Json } = {};
  for (const name of value.visibleNames) {
    const path = walk.record ? `${pointer}/${escapePointer(name)}` : '';
    const span = value.spanOf(name);
    walk.record?.(path, span);
    try {
      setJsonField(fields, name, convert(value.get(name) as Value, path, walk));
    } catch (caught) {
      throw place(caught, span);
    }
  }
  return fields;
}

/** Places an error that has no place of its own, such as that of a function in the output. */
function place(caught: unknown, span: Span | undefined): Error {
  const error = toJsonnetError(caught);
  return span && error.isPlaceless ? error.at(span) : error;
}
