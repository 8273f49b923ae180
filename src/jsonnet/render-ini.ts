import { isJsonObject, sortedKeys, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';
import { renderJsonLine } from './render-json.js';

function renderBody(body: Json | undefined): string[] {
  if (body === undefined || !isJsonObject(body))
    throw new JsonnetError('a section of an INI file must be an object');
  return sortedKeys(body).flatMap((key) => {
    const value = body[key] as Json;
    const values = Array.isArray(value) ? value : [value];
    return values.map((each) => `${key} = ${typeof each === 'string' ? each : renderJsonLine(each)}`);
  });
}

/**
 * Returns `{ main, sections }` as an INI file; `main` may be missing; throws a JsonnetError for other
 * shapes.
 */
export function renderIni(ini: Json): string {
  if (!isJsonObject(ini) || !isJsonObject(ini['sections'] ?? null)) {
    throw new JsonnetError('field does not exist: sections');
  }
  const sections = ini['sections'] as { [key: string]: Json };
  const main = ini['main'] === undefined ? [] : renderBody(ini['main']);
  const rest = sortedKeys(sections).flatMap((name) => [`[${name}]`, ...renderBody(sections[name])]);
  return [...main, ...rest].map((line) => `${line}\n`).join('');
}
