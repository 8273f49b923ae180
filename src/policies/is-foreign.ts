import type { Conventions } from '../conventions.js';

/** Says whether a metric belongs to a foreign exporter that the conventions let through. */
export function isForeign(name: string, conventions: Conventions): boolean {
  return conventions.foreignPrefixes.some((prefix) => name.startsWith(prefix));
}
