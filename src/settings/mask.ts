/** Keys whose values are secrets or may hold one. */
const secretKeys = /^traces\.headers(?:\.|$)|(?:secret|token|password|key)$/i;

/** Whether the value under a key must not be shown. */
export function isSecret(key: string): boolean {
  return secretKeys.test(key);
}

/** Returns a value as operators may see it: secrets hidden, and what stands before the `@` of an address. */
export function maskSetting(key: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (isSecret(key)) return isEmpty(value) ? value : '(hidden)';
  return typeof value === 'string' ? value.replace(/(:\/\/)[^@/\s]*@/, '$1…@') : value;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === '';
}
