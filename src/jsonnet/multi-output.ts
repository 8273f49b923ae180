import { isJsonObject, sortedKeys, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';
import { manifestJson } from './render-json.js';

/** How the files of a multi-output are written. */
export interface MultiOutputOptions {
  /** Whether values are strings to be written as they are, as `jsonnet -S -m` does. @default false */
  readonly asText?: boolean;
}

/**
 * Returns the contents of the files that `jsonnet -m` would write, by their names: one a field of the
 * top-level object. Throws a JsonnetError when the value is no object, or with `asText` when a field is no
 * string.
 */
export function manifestMulti(value: Json, { asText = false }: MultiOutputOptions = {}): Map<string, string> {
  if (!isJsonObject(value))
    throw new JsonnetError('multi mode: top-level object should be an object whose fields are files');
  const files = new Map<string, string>();
  for (const name of sortedKeys(value)) {
    const content = value[name] as Json;
    if (asText && typeof content !== 'string')
      throw new JsonnetError(`multi mode: file ${JSON.stringify(name)} is not a string`);
    files.set(name, asText ? (content as string) : `${manifestJson(content)}\n`);
  }
  return files;
}
