import type { KeySecrecy } from '../policies/secret-keys.js';

/** What stands on a line in place of a secret. */
export const redacted = '[redacted]';

const colon = 58;
const backslash = 92;
const longestKey = 64;
/** Inspected objects say `token: 'abcdef'`; parsers quote single characters so. */
const shortestQuoted = 6;
const wholeLineKey = /authorization|cookie/i;
const unquotedEnd = /[\s&,;"'<>)}\]\\]/;
const lineEnd = /[\r\n"'\\]/;

interface Key {
  readonly name: string;
  readonly isQuoted: boolean;
}

/**
 * Replaces values that a text assigns to secret keys: `?token=…`, `password: …`, `"apiKey":"…"` and JSON in JSON.
 * A bare key before a colon must be a certain one or have a quoted value: prose says "unexpected token: x".
 * Reads each character a bounded number of times.
 */
export function redactAssignments(text: string, judge: (key: string) => KeySecrecy): string {
  let out = '';
  let kept = 0;
  const separators = new Separators(text);
  for (let at = separators.after(0); at >= 0;) {
    const secret = secretAt(text, at, judge);
    if (secret !== undefined) {
      out += text.slice(kept, secret.start) + redacted;
      kept = secret.end;
    }
    at = separators.after(secret?.end ?? at + 1);
  }
  return kept === 0 ? text : out + text.slice(kept);
}

/** Returns where the value after a separator stands, when the key before it is a secret one. */
function secretAt(
  text: string,
  separator: number,
  judge: (key: string) => KeySecrecy,
): { start: number; end: number } | undefined {
  const key = keyBefore(text, separator);
  const secrecy = key === undefined ? 'open' : judge(key.name);
  if (key === undefined || secrecy === 'open') return undefined;
  const isProse = secrecy !== 'certain' && text.charCodeAt(separator) === colon && !key.isQuoted;
  const extent = isProse ? 'quoted' : wholeLineKey.test(key.name) ? 'line' : 'word';
  const [start, end] = valueAfter(text, separator + 1, extent);
  return end === start || (isProse && end - start < shortestQuoted) ? undefined : { start, end };
}

/** Finds the equals signs and colons of a text in order; each is searched for by itself, which reads words at a time. */
class Separators {
  readonly #text: string;
  #equals = -1;
  #colon = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns the next at or after a place, or -1; places only grow. */
  after(from: number): number {
    if (this.#equals < from) this.#equals = this.#find('=', from);
    if (this.#colon < from) this.#colon = this.#find(':', from);
    const nearest = Math.min(this.#equals, this.#colon);
    return nearest === Infinity ? -1 : nearest;
  }

  #find(separator: string, from: number): number {
    const at = this.#text.indexOf(separator, from);
    return at < 0 ? Infinity : at;
  }
}

/** Reads the key that ends before a separator; form bodies write `user[password]=…`, JSON in JSON `\"password\":`. */
function keyBefore(text: string, separator: number): Key | undefined {
  let end = skipBack(text, separator, isSpace, 4);
  const beforeSpace = end;
  end = skipBack(text, end, isQuoteOrBracket, 8);
  const start = skipBack(text, end, isKeyUnit, longestKey);
  return start === end ? undefined : { name: text.slice(start, end), isQuoted: end < beforeSpace };
}

function skipBack(text: string, from: number, matches: (unit: number) => boolean, most: number): number {
  let at = from;
  while (at > 0 && from - at < most && matches(text.charCodeAt(at - 1))) at--;
  return at;
}

/** How far a value reaches that has no quotes: to the end of the line or word, or it is none. */
type Extent = 'line' | 'word' | 'quoted';

/** Returns where the value starts and ends, without its quotes. */
function valueAfter(text: string, from: number, extent: Extent): [start: number, end: number] {
  // An inspected Map writes `'token' => 'abc'`.
  let at = text[from] === '>' ? from + 1 : from;
  while (at < text.length && at - from < 8 && isSpace(text.charCodeAt(at))) at++;
  const opening = at;
  while (text.charCodeAt(at) === backslash) at++;
  const unit = text[at];
  if (unit === '"' || unit === "'") return [at + 1, closingQuote(text, at + 1, unit, at - opening)];
  if (extent === 'quoted') return [from, from];
  if (unit === '{' || unit === '[') return [at, closingBracket(text, at)];
  return [opening, endAt(text, opening, extent === 'line' ? lineEnd : unquotedEnd)];
}

/** Finds the quote that has as many backslashes before it as the opening one had; more belong to the value. */
function closingQuote(text: string, from: number, quote: string, depth: number): number {
  let slashes = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (unit === quote && slashes === depth) return at - depth;
    slashes = unit === '\\' ? slashes + 1 : 0;
  }
  return text.length;
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (unit === '{' || unit === '[') depth++;
    if ((unit === '}' || unit === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

function endAt(text: string, from: number, end: RegExp): number {
  const rest = text.slice(from);
  const found = rest.search(end);
  return found < 0 ? text.length : from + found;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isQuoteOrBracket(unit: number): boolean {
  return unit === 34 || unit === 39 || unit === backslash || unit === 93;
}

function isKeyUnit(unit: number): boolean {
  const isLetter = (unit | 32) >= 97 && (unit | 32) <= 122;
  return isLetter || (unit >= 48 && unit <= 57) || unit === 95 || unit === 45 || unit === 46;
}
