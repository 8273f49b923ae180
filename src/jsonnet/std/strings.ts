import { codePointsOf, countCodePoints, sliceCodePoints } from '../code-points.js';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { force, isArray, typeName, type Value } from '../values.js';

function checkText(value: Value, complaint: string): string {
  if (typeof value === 'string') return value;
  throw new JsonnetError(`${complaint}, got ${typeName(value)}`);
}

function charactersOf(chars: Value): ReadonlySet<string> {
  if (typeof chars === 'string') return new Set(chars);
  if (isArray(chars))
    return new Set(chars.map((each) => checkText(force(each), 'expected characters as strings')));
  throw new JsonnetError(`expected characters as a string or an array, got ${typeName(chars)}`);
}

function strip(
  text: string,
  chars: Value,
  sides: { readonly left: boolean; readonly right: boolean },
): string {
  const unwanted = charactersOf(chars);
  const points = [...text];
  let start = 0;
  let end = points.length;
  while (sides.left && start < end && unwanted.has(points[start] as string)) start += 1;
  while (sides.right && end > start && unwanted.has(points[end - 1] as string)) end -= 1;
  return points.slice(start, end).join('');
}

function substring(text: Value, from: Value, length: Value): string {
  if (typeof text !== 'string')
    throw new JsonnetError(`substr first parameter should be a string, got ${typeName(text)}`);
  if (typeof from !== 'number')
    throw new JsonnetError(`substr second parameter should be a number, got ${typeName(from)}`);
  if (typeof length !== 'number')
    throw new JsonnetError(`substr third parameter should be a number, got ${typeName(length)}`);
  if (from < 0) throw new JsonnetError(`substr second parameter should be greater than zero, got ${from}`);
  if (length < 0) throw new JsonnetError(`substr third parameter should be greater than zero, got ${length}`);
  return sliceCodePoints(text, Math.trunc(from), Math.trunc(from) + Math.trunc(length));
}

/** Returns the indices, by code point, at which the pattern occurs, overlapping ones too. */
export function findSubstrings(pattern: Value, text: Value): number[] {
  const wanted = checkText(pattern, 'findSubstr first parameter should be a string');
  const haystack = checkText(text, 'findSubstr second parameter should be a string');
  const found: number[] = [];
  if (wanted === '') return found;
  for (let at = haystack.indexOf(wanted); at !== -1; at = haystack.indexOf(wanted, at + 1)) {
    found.push(countCodePoints(haystack.slice(0, at)));
  }
  return found;
}

function mapAscii(text: string, pattern: RegExp, change: (letter: string) => string): string {
  return text.replace(pattern, change);
}

const asciiLower = (text: string): string => mapAscii(text, /[A-Z]+/g, (letters) => letters.toLowerCase());

function checkCodePoint(number: number): number {
  if (number < 0) throw new JsonnetError(`codepoints must be >= 0, got ${number}`);
  if (number >= 0x110000) throw new JsonnetError(`invalid unicode codepoint, got ${number}`);
  return Math.trunc(number);
}

/** Functions on strings, by code point throughout. */
export const STRING_FUNCTIONS: NativeTable = {
  codepoint: defineNative('str:string', (_, text) => {
    const length = countCodePoints(text);
    if (length !== 1) throw new JsonnetError(`codepoint takes a string of length 1, got length ${length}`);
    return text.codePointAt(0) as number;
  }),
  char: defineNative('n:number', (_, number) => String.fromCodePoint(checkCodePoint(number))),
  substr: defineNative('str:any from:any len:any', (_, text, from, length) => substring(text, from, length)),
  startsWith: defineNative('a:string b:string', (_, text, start) => text.startsWith(start)),
  endsWith: defineNative('a:string b:string', (_, text, end) => text.endsWith(end)),
  stripChars: defineNative('str:string chars:any', (_, text, chars) =>
    strip(text, chars, { left: true, right: true }),
  ),
  lstripChars: defineNative('str:string chars:any', (_, text, chars) =>
    strip(text, chars, { left: true, right: false }),
  ),
  rstripChars: defineNative('str:string chars:any', (_, text, chars) =>
    strip(text, chars, { left: false, right: true }),
  ),
  trim: defineNative('str:string', (_, text) =>
    strip(text, ' \t\n\f\r\u0085\u00a0', { left: true, right: true }),
  ),
  stringChars: defineNative('str:string', (_, text) => [...text]),
  strReplace: defineNative('str:string from:string to:string', (_, text, from, to) => {
    if (from === '') throw new JsonnetError("'from' string must not be zero length.");
    return text.replaceAll(from, () => to);
  }),
  findSubstr: defineNative('pat:any str:any', (_, pattern, text) => findSubstrings(pattern, text)),
  isEmpty: defineNative('str:string', (_, text) => text === ''),
  asciiUpper: defineNative('str:string', (_, text) =>
    mapAscii(text, /[a-z]+/g, (letters) => letters.toUpperCase()),
  ),
  asciiLower: defineNative('str:string', (_, text) => asciiLower(text)),
  equalsIgnoreCase: defineNative(
    'str1:string str2:string',
    (_, left, right) => asciiLower(left) === asciiLower(right),
  ),
  lines: defineNative('arr:array', (_, lines) =>
    lines
      .map(force)
      .map((line, i) => {
        if (line === null) return '';
        if (typeof line === 'string') return `${line}\n`;
        throw new JsonnetError(`expected string but arr[${i}] was ${typeName(line)}`);
      })
      .join(''),
  ),
  deepJoin: defineNative('arr:any', (runtime, parts) => {
    const join = (part: Value): string => {
      if (typeof part === 'string') return part;
      if (!isArray(part)) throw new JsonnetError(`Expected string or array, got ${typeName(part)}`);
      runtime.enter();
      const text = part.map((each) => join(force(each))).join('');
      runtime.leave();
      return text;
    };
    return join(parts);
  }),
};

/** Returns the characters of a string, or the elements of an array. */
export function itemsOf(
  value: Value,
  complaint: string,
): readonly Value[] | Extract<Value, readonly unknown[]> {
  if (isArray(value)) return value;
  if (typeof value !== 'string') throw new JsonnetError(`${complaint}, got ${typeName(value)}`);
  const points = codePointsOf(value);
  return typeof points === 'string' ? points.split('') : points;
}
