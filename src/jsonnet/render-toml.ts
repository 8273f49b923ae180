import { isJsonObject, sortedKeys, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';
import { renderNumber } from './number-text.js';
import { quoteText, renderJsonLine } from './render-json.js';

type Table = { [key: string]: Json };

/** Where a value stands: its path with array indices, and the indentation around it. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly outer: string;
  readonly indent: string;
}

function renderKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoteText(key);
}

function isTableArray(value: Json): value is Table[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

function isSection(value: Json): boolean {
  return isJsonObject(value) || isTableArray(value);
}

function renderValue(value: Json, place: Place, isInline: boolean): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return renderNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (value === null)
    throw new JsonnetError(`Tried to manifest "null" at ${renderJsonLine([...place.path])}`);
  const step = (part: string | number): Place => ({ ...place, path: [...place.path, part] });
  if (!Array.isArray(value)) {
    const members = sortedKeys(value).map(
      (key) => `${renderKey(key)} = ${renderValue(value[key] as Json, step(key), true)}`,
    );
    return `{ ${members.join(', ')} }`;
  }
  if (value.length === 0) return '[]';
  const inner = place.outer + place.indent;
  const items = value.map((item, i) => (isInline ? '' : inner) + renderValue(item, step(i), true));
  return isInline ? `[ ${items.join(', ')} ]` : `[\n${items.join(',\n')}\n${place.outer}]`;
}

function renderHeader(path: readonly string[], brackets: readonly [string, string]): string {
  return brackets[0] + path.map(renderKey).join('.') + brackets[1];
}

function renderSection(value: Json, path: readonly string[], place: Place): string[] {
  const { outer, indent } = place;
  const isList = Array.isArray(value);
  const tables = isList ? (value as Table[]) : [value as Table];
  const header = outer + renderHeader(path, isList ? ['[[', ']]'] : ['[', ']']);
  return tables.map((table, i) => {
    const inner = { path: isList ? [...place.path, i] : place.path, outer: outer + indent, indent };
    return header + (Object.keys(table).length > 0 ? '\n' : '') + renderTable(table, path, inner);
  });
}

function renderTable(table: Table, path: readonly string[], place: Place): string {
  const step = (key: string): Place => ({ ...place, path: [...place.path, key] });
  const keys = sortedKeys(table);
  const members = keys
    .filter((key) => !isSection(table[key] as Json))
    .map((key) => `${place.outer}${renderKey(key)} = ${renderValue(table[key] as Json, step(key), false)}`);
  const sections = keys
    .filter((key) => isSection(table[key] as Json))
    .flatMap((key) => renderSection(table[key] as Json, [...path, key], step(key)));
  return [members.join('\n'), ...sections].join('\n\n');
}

/** Returns the object as TOML, laid out as `std.manifestTomlEx` does; throws a JsonnetError for null. */
export function renderToml(value: Json, indent: string): string {
  return renderTable(value as Table, [], { path: [], outer: '', indent });
}
