import { isJsonObject, sortedKeys, type Json } from './json.js';
import { quoteText, renderJsonLine } from './render-json.js';

/** Returns the value as a Python literal. */
export function renderPython(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(renderPython).join(', ')}]`;
  if (!isJsonObject(value)) return renderJsonLine(value);
  return `{${sortedKeys(value)
    .map((key) => `${quoteText(key)}: ${renderPython(value[key] as Json)}`)
    .join(', ')}}`;
}

/** Returns the fields of the object as Python assignments, one a line. */
export function renderPythonVars(value: Json): string {
  if (!isJsonObject(value)) return '';
  return sortedKeys(value)
    .map((key) => `${key} = ${renderPython(value[key] as Json)}\n`)
    .join('');
}
