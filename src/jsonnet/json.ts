/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Whether the JSON value is an object, not an array nor null. */
export function isJsonObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a field even if its name is `__proto__`. */
export function setJsonField(target: { [key: string]: Json }, name: string, value: Json): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/** Compares strings by code point, as jsonnet orders keys; JavaScript's own `<` goes by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** A surrogate stands for a code point above all others of the basic plane, so it ranks above U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Returns the keys by code point; JavaScript puts those that look like numbers first. */
export function sortedKeys(value: { [key: string]: Json }): string[] {
  const keys = Object.keys(value);
  const isSorted = keys.every((key, i) => i === 0 || compareText(keys[i - 1] as string, key) <= 0);
  return isSorted ? keys : keys.sort(compareText);
}
