import type { AttributeValue, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { RecordingSpan } from './recording-span.js';
import { type AttributeVisitor, visitAttributes } from './spell-attributes.js';

/** Turns spans into the body of an OTLP request, and reads what the collector says to it. */
export interface OtlpFormat {
  readonly contentType: string;
  encode(spans: readonly ReadableSpan[]): Buffer;
  /** Reads ExportTraceServiceResponse; throws when it is none. */
  decodeReply(body: Buffer): { readonly rejectedSpans: number; readonly errorMessage: string } | undefined;
}

/** `trace.proto`: the low eight bits are W3C's, the next two say whether the parent is known to be remote. */
const flagBits = { hasIsRemote: 0x100, isRemote: 0x200 } as const;

/** Keys that are remembered in encoded form; a service has some dozens. */
const maxKeys = 1000;

/** Returns the flags of a span or a link. */
export function otlpFlags(traceFlags: number, parent: SpanContext | undefined): number {
  return (traceFlags & 0xff) | flagBits.hasIsRemote | (parent?.isRemote === true ? flagBits.isRemote : 0);
}

/** Tells the attributes of any span, without an object in between when it is one of ours. */
export function visitSpanAttributes(span: ReadableSpan, visit: AttributeVisitor): void {
  if (span instanceof RecordingSpan) visitAttributes(span, visit);
  else visitObject(span.attributes, visit);
}

/** Tells the attributes of an event, a link or a resource. */
export function visitObject(attributes: object | undefined, visit: AttributeVisitor): void {
  for (const key in attributes) {
    const value = (attributes as Record<string, AttributeValue | undefined>)[key];
    if (value !== undefined) visit(key, value);
  }
}

/** Returns a lookup of keys in encoded form. */
export function rememberKeys<Encoded>(encode: (key: string) => Encoded): (key: string) => Encoded {
  const known = new Map<string, Encoded>();
  return (key) => {
    let encoded = known.get(key);
    if (encoded === undefined) {
      encoded = encode(key);
      if (known.size < maxKeys) known.set(key, encoded);
    }
    return encoded;
  };
}
