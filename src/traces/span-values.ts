import type { AttributeValue } from '@opentelemetry/api';
import { isAttributeValue } from './otel-core.js';
import { cutText, maxTextBytes } from './cut-text.js';

/**
 * Returns a value as every exporter can encode it, or undefined when it has no meaning as an attribute. One value that an
 * encoder or a collector refuses would cost the whole batch.
 */
export function cleanValue(value: unknown): AttributeValue | undefined {
  if (typeof value === 'string') return cutText(value);
  if (typeof value === 'boolean') return value;
  // NaN and infinities are not JSON; integers beyond 2^53 are not the int64 they would be sent as.
  if (typeof value === 'number') return isSendable(value) ? value : String(value);
  return Array.isArray(value) && isAttributeValue(value) ? cleanArray(value) : undefined;
}

/** Returns the estimated bytes of a value in memory. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return sizeOfText(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + sizeOf(element), 16);
  return 8;
}

function isSendable(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

/** Elements are of one type, but some may be missing. */
function cleanArray(values: readonly unknown[]): AttributeValue {
  const kept: unknown[] = [];
  let bytes = 0;
  for (const value of values) {
    const cleaned = value == null ? '' : (cleanValue(value) ?? '');
    bytes += sizeOf(cleaned);
    if (bytes > maxTextBytes) {
      kept.push(`... (cut, ${values.length} elements)`);
      break;
    }
    kept.push(cleaned);
  }
  return kept as string[];
}

/** Of short texts the overhead has room for the second byte that other than Latin characters need. */
function sizeOfText(text: string): number {
  if (text.length < 64) return text.length;
  const bytes = Buffer.byteLength(text);
  return bytes === text.length ? bytes : Math.max(bytes, 2 * text.length);
}
