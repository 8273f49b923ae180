/** What a scan of a JSON text finds that parsing it hides. */
export interface KeyScan {
  /** A key that stands twice in one object, decoded. */
  readonly duplicate?: string;
  /** How deep objects and arrays nest. */
  readonly depth: number;
}

const quote = 34;
const colon = 58;
const backslash = 92;

/**
 * Scans a text that is known to be JSON for the first key that stands twice in one object; `JSON.parse` keeps the last
 * and says nothing. Two spellings of one key (`"a"`, `"\u0061"`) are the same key.
 */
export function findDuplicateKey(json: string): KeyScan {
  const open: (Set<string> | undefined)[] = [];
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === quote) {
      const end = findClosingQuote(json, i);
      const key = isKey(json, end) ? decode(json.slice(i + 1, end)) : undefined;
      if (key !== undefined && !addKey(open, key)) return { duplicate: key, depth };
      i = end;
    } else if (code === 123 || code === 91) {
      depth = Math.max(depth, open.push(undefined));
    } else if (code === 125 || code === 93) {
      open.pop();
    }
  }
  return { depth };
}

/** Levels that are counted by recursion; what nests deeper is scanned, which needs none. */
const surveyedLevels = 64;

/**
 * The same as `findDuplicateKey`, for a text and the value that `JSON.parse` made of it: when all strings of the text are
 * in the value, no key has been lost, and the scan is spared.
 */
export function scanKeys(json: string, value: object): KeyScan {
  // An escaped quote would be counted as one that opens or closes a string.
  if (json.includes('\\')) return findDuplicateKey(json);
  const { strings, depth } = survey(value, surveyedLevels);
  return countQuotes(json) === 2 * strings ? { depth } : findDuplicateKey(json);
}

/** Counts the keys and texts of a parsed value, and how deep it nests; NaN when that is more than `levels`. */
function survey(value: object, levels: number): { strings: number; depth: number } {
  if (levels === 0) return { strings: Number.NaN, depth: Number.NaN };
  const keys = Object.keys(value);
  let strings = Array.isArray(value) ? 0 : keys.length;
  let depth = 0;
  for (const key of keys) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === 'string') strings++;
    if (typeof item !== 'object' || item === null) continue;
    const inner = survey(item, levels - 1);
    strings += inner.strings;
    depth = Math.max(depth, inner.depth);
  }
  return { strings, depth: depth + 1 };
}

function countQuotes(json: string): number {
  let quotes = 0;
  for (let at = json.indexOf('"'); at !== -1; at = json.indexOf('"', at + 1)) quotes++;
  return quotes;
}

/** Notes a key of the innermost object, and says whether it is new there. */
function addKey(open: (Set<string> | undefined)[], key: string): boolean {
  const keys = (open[open.length - 1] ??= new Set());
  const isNew = !keys.has(key);
  keys.add(key);
  return isNew;
}

function findClosingQuote(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let slashes = 0;
  while (json.charCodeAt(at - 1 - slashes) === backslash) slashes++;
  return slashes % 2 === 1;
}

/** In JSON, a string before a colon is a key. */
function isKey(json: string, end: number): boolean {
  let next = end + 1;
  while (json.charCodeAt(next) <= 32) next++;
  return json.charCodeAt(next) === colon;
}

function decode(raw: string): string {
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}
