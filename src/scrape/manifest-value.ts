/** Anything a YAML document may hold, read by path and never trusted. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A string as it is, a number or boolean as it reads, nothing for anything else. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof found) ? String(found) : '';
}

export function textsAt(value: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const found = at(value, ...path);
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(Object.keys(found).map((key) => [key, textAt(found, key)]));
}

export function textListAt(value: unknown, ...path: readonly string[]): string[] {
  return listAt(value, ...path).map((item) => textAt(item));
}

/** Returns lists of text by their keys, such as the parameters of a request. */
export function textListsAt(value: unknown, ...path: string[]): Record<string, string[]> {
  const lists = at(value, ...path);
  return Object.fromEntries(Object.keys((lists ?? {}) as object).map((key) => [key, textListAt(lists, key)]));
}
