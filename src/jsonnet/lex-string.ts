import { createStaticError } from './jsonnet-error.js';
import type { Source } from './source.js';

/** A decoded string literal and the offset after it. */
export interface Literal {
  readonly value: string;
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readUnicodeEscape(raw: string, at: number, fail: (message: string) => Error): string {
  const digits = raw.slice(at, at + 4);
  const wrong = /[^0-9a-fA-F]/.exec(digits)?.[0];
  if (wrong) throw fail(`Malformed unicode escape character, should be hex: '${wrong}'`);
  if (digits.length < 4) throw fail('Truncated unicode escape sequence in string literal.');
  return String.fromCharCode(Number.parseInt(digits, 16));
}

/** Returns the text with its backslash escapes decoded; throws what `fail` makes of a wrong one. */
export function decodeEscapes(raw: string, fail: (message: string) => Error): string {
  if (!raw.includes('\\')) return raw;
  let value = '';
  let at = 0;
  for (let slash = raw.indexOf('\\'); slash !== -1; slash = raw.indexOf('\\', at)) {
    const letter = raw[slash + 1] ?? '';
    value += raw.slice(at, slash);
    at = slash + 2;
    if (letter === 'u') {
      value += readUnicodeEscape(raw, at, fail);
      at += 4;
      continue;
    }
    const escape = ESCAPES[letter];
    if (escape === undefined) throw fail(`Unknown escape sequence in string literal: '${letter}'`);
    value += escape;
  }
  return replaceLoneSurrogates(value + raw.slice(at));
}

function replaceLoneSurrogates(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** Reads a `"…"` or `'…'` literal that starts at the offset; throws a static JsonnetError. */
export function readQuoted(source: Source, start: number): Literal {
  const { text } = source;
  const quote = text[start] as string;
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) throw createStaticError('unterminated string', { source, start, end: start + 1 });
  const fail = (message: string): Error => createStaticError(message, { source, start, end: end + 1 });
  return { value: decodeEscapes(text.slice(start + 1, end), fail), end: end + 1 };
}

/**
 * Reads an `@"…"` or `@'…'` literal, in which only the doubled quote is special; throws a static
 * JsonnetError.
 */
export function readVerbatim(source: Source, start: number): Literal {
  const { text } = source;
  const quote = text[start + 1] ?? '';
  if (quote !== '"' && quote !== "'") {
    throw createStaticError(`couldn't lex verbatim string, junk after '@': ${quote}`, {
      source,
      start,
      end: start + 1,
    });
  }
  let end = start + 2;
  for (;;) {
    end = text.indexOf(quote, end);
    if (end === -1)
      throw createStaticError('unterminated verbatim string', { source, start, end: start + 1 });
    if (text[end + 1] !== quote) break;
    end += 2;
  }
  return { value: text.slice(start + 2, end).replaceAll(quote + quote, quote), end: end + 1 };
}

interface BlockLine {
  readonly text: string;
  readonly next: number;
}

function readLine(text: string, at: number): BlockLine | undefined {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? undefined : { text: text.slice(at, newline + 1), next: newline + 1 };
}

function isBlank(line: string): boolean {
  return line === '\n' || line === '\r\n';
}

/**
 * Reads a `|||` text block (`|||-` drops the last newline) that starts at the offset; throws a static
 * JsonnetError.
 */
export function readTextBlock(source: Source, start: number): Literal {
  const { text } = source;
  const fail = (message: string): Error => createStaticError(message, { source, start, end: start + 1 });
  const header = /\|\|\|(-?)[ \t\r]*\n/y;
  header.lastIndex = start;
  const opening = header.exec(text);
  if (!opening) throw fail('text block syntax requires new line after |||.');
  let at = header.lastIndex;
  let indent: string | undefined;
  let value = '';
  for (;;) {
    const line = readLine(text, at);
    if (line && isBlank(line.text)) {
      value += '\n';
      at = line.next;
      continue;
    }
    indent ??= /[ \t]*/y.exec(text.slice(at, at + 1000))?.[0] ?? '';
    if (indent === '') throw fail("text block's first line must start with whitespace.");
    if (!text.startsWith(indent, at)) break;
    if (!line) throw fail('unexpected EOF');
    value += line.text.slice(indent.length);
    at = line.next;
  }
  const closing = /[ \t]*\|\|\|/y;
  closing.lastIndex = at;
  if (!closing.test(text)) throw fail('text block not terminated with |||');
  return { value: opening[1] ? value.replace(/\n$/, '') : value, end: closing.lastIndex };
}
