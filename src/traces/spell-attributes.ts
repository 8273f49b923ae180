import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { AttributeId } from '../catalog/attributes.js';
import type { RecordingSpan } from './recording-span.js';

/** Hears of every attribute of a span: an operation's facts under the keys of all dialects, then what the user set. */
export type AttributeVisitor = (key: string, value: AttributeValue) => void;

/** Tells a span's attributes one by one, each key once: what the user set replaces what the catalog says. */
export function visitAttributes({ facts, keys, extras }: RecordingSpan, visit: AttributeVisitor): void {
  const own = extras?.attributes;
  for (const id in facts) {
    const value = facts[id as AttributeId];
    const spelled = keys[id as AttributeId];
    if (value === undefined || spelled === undefined) continue;
    for (const key of spelled) if (own === undefined || !own.includes(key)) visit(key, value);
  }
  if (own === undefined) return;
  for (let i = 0; i < own.length; i += 2) {
    const value = own[i + 1] as AttributeValue | Buffer;
    visit(own[i] as string, Buffer.isBuffer(value) ? value.toString() : value);
  }
}

/** Returns a span's attributes as OTel's exporters read them. */
export function spellAttributes(span: RecordingSpan): Attributes {
  const spelled = Object.create(null) as Record<string, AttributeValue>;
  visitAttributes(span, (key, value) => {
    spelled[key] = value;
  });
  return spelled;
}
