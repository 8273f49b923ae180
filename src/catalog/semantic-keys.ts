import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpanDialect } from '../conventions.js';
import { findPackageRoot } from '../package-root.js';
import type { Attribute } from './attribute.js';
import { attributes } from './attributes.js';

/** What is known of the key of a span attribute. */
export interface KnownKey {
  /** The dialects of our own catalog that spell a fact so. */
  readonly dialects: readonly SpanDialect[];
  /** The fact it spells in these dialects. */
  readonly fact?: Attribute;
}

/** Keys of the OpenTracing conventions and of Ego that no fact of the catalog has. */
const others = [
  'error',
  'span.kind',
  'sampling.priority',
  'message_bus.destination',
  'peer.ipv4',
  'peer.ipv6',
];

/** Reads every key that OpenTelemetry or a dialect of ours knows; schemas/generated has OpenTelemetry's, deprecated ones too. */
export function readKnownKeys(): ReadonlyMap<string, KnownKey> {
  const path = join(findPackageRoot(), 'schemas/generated/semantic-keys.json');
  const keys = JSON.parse(readFileSync(path, 'utf8')) as readonly string[];
  const known = new Map<string, KnownKey>([...keys, ...others].map((key) => [key, { dialects: [] }]));
  for (const fact of Object.values(attributes) as readonly Attribute[]) {
    for (const [dialect, key] of Object.entries(fact.span) as [SpanDialect, string][]) {
      const dialects = known.get(key)?.dialects ?? [];
      known.set(key, { dialects: [...dialects, dialect], fact });
    }
  }
  return known;
}
