import {
  isSpanContextValid,
  type Attributes,
  type AttributeValue,
  type Link,
  type SpanContext,
} from '@opentelemetry/api';
import { copyHead, cutText } from './cut-text.js';
import { cleanValue, sizeOf } from './span-values.js';

/** Measured heap of a span without attributes, and of one attribute, event or link beside its texts. */
export const overhead = { span: 600, part: 64, event: 160, buffer: 240 } as const;

/** Attributes of an event or a link, as they are sent. */
export interface CleanAttributes {
  readonly attributes: Attributes;
  readonly dropped: number;
  readonly bytes: number;
}

/** Copies the attributes of an event or a link as far as they have a meaning and the limits have room. */
export function cleanAttributes(given: unknown, limit: number, valueLength: number): CleanAttributes {
  const attributes = Object.create(null) as Record<string, AttributeValue>;
  let [count, dropped, bytes] = [0, 0, 0];
  for (const key of typeof given === 'object' && given !== null ? Object.keys(given) : []) {
    const value = shorten(cleanValue((given as Attributes)[key]), valueLength);
    if (value === undefined || key === '') continue;
    if (count >= limit) {
      dropped++;
      continue;
    }
    const name = cutText(key);
    attributes[name] = value;
    bytes += overhead.part + name.length + sizeOf(value);
    count++;
  }
  return { attributes, dropped, bytes };
}

/** Applies the length that the user's limits allow, which may be less than ours. */
export function shorten(value: AttributeValue | undefined, length: number): AttributeValue | undefined {
  if (typeof value === 'string') return copyHead(value, length);
  if (!Array.isArray(value)) return value;
  return value.map((element) =>
    typeof element === 'string' ? copyHead(element, length) : element,
  ) as string[];
}

/** Returns a name as text, whatever was given. */
export function readText(name: unknown): string {
  return typeof name === 'string' ? name : String(name);
}

/** Returns a copy of a link that leads to a valid span, so that a getter is read once; anything else gives undefined. */
export function readLink(link: Link): Link | undefined {
  const { context, attributes } = link;
  const copy = readSpanContext(context);
  if (copy === undefined) return undefined;
  return attributes === undefined ? { context: copy } : { context: copy, attributes };
}

/** Returns a copy of a span context that names a valid span, without a trace state that cannot be written. */
export function readSpanContext(context: SpanContext): SpanContext | undefined {
  const { traceId, spanId, traceFlags, traceState, isRemote } = context;
  const copy: SpanContext = { traceId, spanId, traceFlags: Number(traceFlags) & 1 };
  if (isRemote === true) copy.isRemote = true;
  if (typeof traceId !== 'string' || typeof spanId !== 'string' || !isSpanContextValid(copy))
    return undefined;
  if (traceState !== undefined && canSerialize(traceState)) copy.traceState = traceState;
  return copy;
}

/** A trace state that a caller brought may throw, or be no trace state at all. */
function canSerialize(traceState: { serialize(): string }): boolean {
  try {
    return typeof traceState.serialize() === 'string';
  } catch {
    return false;
  }
}
