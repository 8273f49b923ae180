import type { Attribute } from '../catalog/attribute.js';
import { attributes, type AttributeId } from '../catalog/attributes.js';
import { errorAttributes } from '../catalog/error-attributes.js';
import type { OperationEntry } from '../catalog/define-operation.js';
import type { SpanDialect } from '../conventions.js';

/** Which keys a fact is written under; facts that the entry does not state have none. */
export type SpanKeys = Readonly<Partial<Record<AttributeId, readonly string[]>>>;

const ofEveryOperation = Object.keys(errorAttributes) as AttributeId[];

/** Returns a lookup of the keys of an entry's facts, worked out once per entry. */
export function createSpanKeys(dialects: readonly SpanDialect[]): (entry: OperationEntry) => SpanKeys {
  const known = new WeakMap<OperationEntry, SpanKeys>();
  return (entry) => {
    let keys = known.get(entry);
    if (keys === undefined) known.set(entry, (keys = findSpanKeys(entry, dialects)));
    return keys;
  };
}

/** A key belongs to the first dialect that claims it, and within a dialect to the entry's first fact. */
function findSpanKeys(entry: OperationEntry, dialects: readonly SpanDialect[]): SpanKeys {
  const owners = new Map<string, AttributeId>();
  for (const dialect of dialects) {
    for (const id of [...entry.attributes, ...ofEveryOperation]) {
      const key = (attributes[id] as Attribute).span[dialect];
      if (key !== undefined && !owners.has(key)) owners.set(key, id);
    }
  }
  const keys = Object.create(null) as Partial<Record<AttributeId, string[]>>;
  for (const [key, id] of owners) (keys[id] ??= []).push(key);
  return keys;
}
