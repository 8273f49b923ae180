import { TricordError } from '../../errors.js';

/**
 * Throws `TRI_INSTRUMENT_WRONG_TARGET` for what lacks a method of what an adapter attaches to, such as a module in place of
 * its instance or a promise that nobody awaited: nothing of it would be seen, and nobody would say so.
 */
export function assertTarget(
  adapter: string,
  target: unknown,
  methods: readonly string[],
  wanted: string,
): void {
  const missing = methods.find((method) => !hasMethod(target, method));
  if (missing === undefined) return;
  throw new TricordError('TRI_INSTRUMENT_WRONG_TARGET', { adapter, got: describe(target, missing), wanted });
}

function hasMethod(target: unknown, method: string): boolean {
  return typeof (target as Record<string, unknown> | null | undefined)?.[method] === 'function';
}

function describe(target: unknown, missing: string): string {
  if (hasMethod(target, 'then')) return 'a promise that nobody awaited';
  if (target === null || target === undefined) return String(target);
  return `something without \`${missing}()\``;
}
