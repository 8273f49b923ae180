import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';

function checkSeparator(separator: string, name: string): string {
  if (separator !== '') return separator;
  throw new JsonnetError(`std.${name} second parameter should have length 1 or greater, got 0`);
}

function checkLimit(limit: number, name: string): number {
  if (limit === -1) return Number.POSITIVE_INFINITY;
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new JsonnetError(`std.${name} third parameter should be -1 or non-negative, got ${limit}`);
}

function splitFromLeft(text: string, separator: string, limit: number): string[] {
  const parts = text.split(separator);
  if (parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitFromRight(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (parts.length < limit) {
    const at = rest.length < separator.length ? -1 : rest.lastIndexOf(separator);
    if (at === -1) break;
    parts.unshift(rest.slice(at + separator.length));
    rest = rest.slice(0, at);
  }
  return [rest, ...parts];
}

/** Functions that cut strings into parts. */
export const SPLIT_FUNCTIONS: NativeTable = {
  split: defineNative('str:string c:string', (_, text, separator) =>
    text.split(checkSeparator(separator, 'split')),
  ),
  splitLimit: defineNative('str:string c:string maxsplits:number', (_, text, separator, limit) =>
    splitFromLeft(text, checkSeparator(separator, 'splitLimit'), checkLimit(limit, 'splitLimit')),
  ),
  splitLimitR: defineNative('str:string c:string maxsplits:number', (_, text, separator, limit) =>
    splitFromRight(text, checkSeparator(separator, 'splitLimitR'), checkLimit(limit, 'splitLimitR')),
  ),
};
