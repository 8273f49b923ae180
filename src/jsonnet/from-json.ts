import { isJsonObject, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';
import { createPlainObject } from './plain-object.js';
import type { Runtime } from './runtime.js';
import type { Value } from './values.js';

/** Returns the jsonnet value of a JSON value; throws a JsonnetError for a number that is not finite. */
export function fromJson(json: Json, runtime: Runtime): Value {
  if (typeof json === 'number' && !Number.isFinite(json)) throw new JsonnetError('overflow');
  if (typeof json !== 'object' || json === null) return json;
  runtime.enter();
  runtime.spend(Array.isArray(json) ? json.length : 1);
  const value = Array.isArray(json)
    ? json.map((item) => fromJson(item, runtime))
    : isJsonObject(json)
      ? createPlainObject(
          runtime,
          Object.keys(json).map((name) => ({ name, value: fromJson(json[name] as Json, runtime) })),
        )
      : null;
  runtime.leave();
  return value;
}
