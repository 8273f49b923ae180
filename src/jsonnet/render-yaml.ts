import { sortedKeys, type Json } from './json.js';
import { renderNumber } from './number-text.js';
import { quoteText } from './render-json.js';

/** How YAML is laid out. */
export interface YamlStyle {
  /** Whether the items of an array in an object stand two spaces in. @default false */
  readonly indentArrays?: boolean;
  /** Whether all keys are quoted, or only those that YAML 1.1 or 1.2 could misread. @default true */
  readonly quoteKeys?: boolean;
}

const RESERVED: ReadonlySet<string> = new Set([
  'null',
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  '.nan',
  '.inf',
  '-.inf',
  '-',
  '---',
  '',
]);

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Whether a YAML reader, old or new, could take the word for a number or a date. */
function looksNumeric(word: string): boolean {
  const dashes = count(word, '-');
  if (/^[0-9_-]+$/.test(word)) return dashes < 2 || /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$/.test(word);
  if (/^-?[0-9_]+[eE]-?[0-9]+$/.test(word)) return true;
  if (/^[0-9_.eE-]+$/.test(word))
    return count(word, '.') === 1 && dashes < 3 && count(word.toLowerCase(), 'e') < 2;
  return /^-?0(?:x[0-9a-fA-F_]+|b[01_]+|o[0-7_]+)$/.test(word);
}

function renderKey(key: string, quoteKeys: boolean): string {
  const isBare = /^[A-Za-z0-9._/-]+$/.test(key) && !RESERVED.has(key.toLowerCase()) && !looksNumeric(key);
  return isBare && !quoteKeys ? key : quoteText(key);
}

function isFilled(value: Json): value is Json[] | { [key: string]: Json } {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function renderText(text: string, indent: string): string {
  if (!text.endsWith('\n')) return quoteText(text);
  return ['|', ...text.slice(0, -1).split('\n')].join(`\n${indent}  `);
}

function renderItem(item: Json, indent: string, style: Required<YamlStyle>): string {
  const inner = `${indent}  `;
  if (Array.isArray(item) && isFilled(item)) return `-\n${inner}${renderValue(item, inner, style)}`;
  return `- ${renderValue(item, isFilled(item) ? inner : indent, style)}`;
}

function renderMember(
  key: string,
  value: Json,
  layout: { indent: string; style: Required<YamlStyle> },
): string {
  const { indent, style } = layout;
  const name = `${renderKey(key, style.quoteKeys)}:`;
  if (!isFilled(value)) return `${name} ${renderValue(value, indent, style)}`;
  const inner = Array.isArray(value) && !style.indentArrays ? indent : `${indent}  `;
  return `${name}\n${inner}${renderValue(value, inner, style)}`;
}

function renderValue(value: Json, indent: string, style: Required<YamlStyle>): string {
  if (typeof value === 'string') return renderText(value, indent);
  if (typeof value === 'number') return renderNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const separator = `\n${indent}`;
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : value.map((item) => renderItem(item, indent, style)).join(separator);
  }
  const keys = sortedKeys(value);
  if (keys.length === 0) return '{}';
  return keys.map((key) => renderMember(key, value[key] as Json, { indent, style })).join(separator);
}

/** Returns the value as a YAML document, laid out as `std.manifestYamlDoc` does, without a final newline. */
export function manifestYamlDoc(
  value: Json,
  { indentArrays = false, quoteKeys = true }: YamlStyle = {},
): string {
  return renderValue(value, '', { indentArrays, quoteKeys });
}

/** Returns the values as a stream of YAML documents, closed by `...` unless told otherwise. */
export function manifestYamlStream(
  values: readonly Json[],
  { endsDocument = true, ...style }: YamlStyle & { readonly endsDocument?: boolean } = {},
): string {
  const documents = values.map((value) => manifestYamlDoc(value, style)).join('\n---\n');
  return `---\n${documents}${endsDocument ? '\n...\n' : '\n'}`;
}
