import { sortedKeys, type Json } from './json.js';
import { renderNumber } from './number-text.js';

/**
 * How JSON is laid out. `newline` breaks lines and `gap` follows commas on top of it; empty values may be
 * spelled out, or, with `emptyLine`, hold an empty line as `std.manifestJsonEx` writes them.
 */
export interface JsonStyle {
  readonly indent: string;
  readonly newline: string;
  readonly gap?: string;
  readonly colon: string;
  readonly emptyArray?: string;
  readonly emptyObject?: string;
  readonly emptyLine?: boolean;
}

const ON_ONE_LINE: JsonStyle = {
  indent: '',
  newline: '',
  gap: ' ',
  colon: ': ',
  emptyArray: '[ ]',
  emptyObject: '{ }',
};

const SPECIAL = /["\\\p{Cc}]/u;
const EVERY_SPECIAL = /["\\\p{Cc}]/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the text as a JSON string literal, escaped as the reference implementation does. */
export function quoteText(text: string): string {
  return SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, escapeCharacter)}"` : `"${text}"`;
}

/**
 * Returns the value as JSON text in the given style; keys come by code point, numbers as `renderNumber`
 * writes them.
 */
export function renderJson(value: Json, style: JsonStyle, indent = ''): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return renderNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const inner = indent + style.indent;
  if (Array.isArray(value)) {
    if (value.length === 0 && style.emptyArray !== undefined) return style.emptyArray;
    return wrap(
      '[]',
      value.map((item) => inner + renderJson(item, style, inner)),
      { style, indent },
    );
  }
  const keys = sortedKeys(value);
  if (keys.length === 0 && style.emptyObject !== undefined) return style.emptyObject;
  const members = keys.map(
    (key) => inner + quoteText(key) + style.colon + renderJson(value[key] as Json, style, inner),
  );
  return wrap('{}', members, { style, indent });
}

function wrap(
  brackets: string,
  parts: readonly string[],
  { style, indent }: { style: JsonStyle; indent: string },
): string {
  const { newline, gap = '', emptyLine = false } = style;
  if (parts.length === 0) return brackets[0] + (emptyLine ? newline + newline + indent : '') + brackets[1];
  return `${brackets[0]}${newline}${parts.join(`,${newline}${gap}`)}${newline}${indent}${brackets[1]}`;
}

/** Returns the value on one line, as jsonnet turns values into strings: `{"a": [1, 2]}`. */
export function renderJsonLine(value: Json): string {
  return renderJson(value, ON_ONE_LINE);
}

/**
 * Returns the value as the `jsonnet` command prints it: byte for byte the same with the default indent of 3
 * spaces, apart from the final newline, which is the caller's. Numbers that are no integers get 17
 * significant digits, as the C++ implementation prints them.
 */
export function manifestJson(value: Json, { indent = 3 }: { readonly indent?: number } = {}): string {
  const style = {
    indent: ' '.repeat(indent),
    newline: '\n',
    colon: ': ',
    emptyArray: '[ ]',
    emptyObject: '{ }',
  };
  return renderJson(value, style);
}
