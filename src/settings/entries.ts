/** One value that a source sets. */
export interface Entry {
  /** Where it stands in the settings, e.g. `['components', 'pg.orders', 'slowMs']`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** How its source spells the place, e.g. `server.http.SlowLogThreshold` or a variable. */
  readonly spelled: string;
  /** Who set it: `default`, `code`, a file, a variable, or what changed it at run time. */
  readonly source: string;
}

/** What one source sets, by dotted path. */
export type Layer = ReadonlyMap<string, Entry>;

/** Returns the dotted path of a setting. */
export function keyOf(path: readonly string[]): string {
  return path.join('.');
}

/** Puts layers upon each other; the last one that sets a value wins. */
export function mergeLayers(layers: readonly Layer[]): Layer {
  return new Map(layers.flatMap((layer) => [...layer]));
}

/** Builds the object that entries describe; keys are own properties, whatever they are called. */
export function buildTree(entries: Iterable<Entry>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, value } of entries) {
    let node = root;
    for (const key of path.slice(0, -1)) {
      if (!Object.hasOwn(node, key)) define(node, key, {});
      node = node[key] as Record<string, unknown>;
    }
    define(node, path.at(-1) ?? '', value);
  }
  return root;
}

/** Freezes an object and everything in it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}

/** Assigning `__proto__` would change the object's prototype instead. */
function define(node: object, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}
