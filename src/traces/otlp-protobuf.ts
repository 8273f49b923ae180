import type { AttributeValue, Link } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace-base';
import { groupSpans, type ScopeGroup } from './group-spans.js';
import { type OtlpFormat, otlpFlags, rememberKeys, visitObject, visitSpanAttributes } from './otlp-span.js';
import { ProtobufWriter } from './protobuf-writer.js';
import { readProtobufReply } from './read-protobuf-reply.js';

/** A field's number and wire type in one byte, as protobuf writes it. */
const [varint, fixed64, length, fixed32] = [0, 1, 2, 5] as const;
const field = (number: number, type: number): number => (number << 3) | type;

/** Fields of `opentelemetry.proto.trace.v1.Span`. */
const spanFields = {
  traceId: field(1, length),
  spanId: field(2, length),
  traceState: field(3, length),
  parentSpanId: field(4, length),
  name: field(5, length),
  kind: field(6, varint),
  start: field(7, fixed64),
  end: field(8, fixed64),
  attribute: field(9, length),
  droppedAttributes: field(10, varint),
  event: field(11, length),
  droppedEvents: field(12, varint),
  link: field(13, length),
  droppedLinks: field(14, varint),
  status: field(15, length),
} as const;

/** Number 16 does not fit one byte any more. */
const spanFlags = Uint8Array.of(0x85, 0x01);

/** Returns OTLP's protobuf encoding, written from the spans without messages in between. */
export function createOtlpProtobuf(): OtlpFormat {
  const writer = new SpanWriter();
  return {
    contentType: 'application/x-protobuf',
    encode: (spans) => writer.request(spans),
    decodeReply: readProtobufReply,
  };
}

class SpanWriter {
  readonly #out = new ProtobufWriter();
  readonly #keyOf = rememberKeys(encodeKey);
  readonly #spanAttribute = this.#attributeAs(spanFields.attribute);
  readonly #eventAttribute = this.#attributeAs(field(3, length));
  readonly #linkAttribute = this.#attributeAs(field(4, length));
  readonly #resourceAttribute = this.#attributeAs(field(1, length));

  request(spans: readonly ReadableSpan[]): Buffer {
    this.#out.reset();
    for (const [resource, groups] of groupSpans(spans)) this.#resource(resource, groups);
    return this.#out.finish();
  }

  #resource({ attributes, schemaUrl }: Resource, groups: readonly ScopeGroup[]): void {
    const out = this.#out;
    const start = out.begin(field(1, length));
    const resource = out.begin(field(1, length));
    visitObject(attributes, this.#resourceAttribute);
    out.end(resource);
    for (const group of groups) this.#scope(group);
    if (schemaUrl) out.text(field(3, length), schemaUrl);
    out.end(start);
  }

  #scope({ scope: { name, version, schemaUrl }, spans }: ScopeGroup): void {
    const out = this.#out;
    const start = out.begin(field(2, length));
    const scope = out.begin(field(1, length));
    out.text(field(1, length), name);
    if (version) out.text(field(2, length), version);
    out.end(scope);
    for (const span of spans) this.#span(span);
    if (schemaUrl) out.text(field(3, length), schemaUrl);
    out.end(start);
  }

  #span(span: ReadableSpan): void {
    const out = this.#out;
    const { traceId, spanId, traceFlags, traceState } = span.spanContext();
    const { parentSpanContext: parent, events, links } = span;
    const start = out.begin(field(2, length));
    out.id(spanFields.traceId, traceId);
    out.id(spanFields.spanId, spanId);
    if (traceState !== undefined) out.text(spanFields.traceState, traceState.serialize());
    if (parent?.spanId) out.id(spanFields.parentSpanId, parent.spanId);
    out.text(spanFields.name, span.name);
    out.integer(spanFields.kind, span.kind + 1);
    out.time(spanFields.start, span.startTime);
    out.time(spanFields.end, span.endTime);
    visitSpanAttributes(span, this.#spanAttribute);
    this.#count(spanFields.droppedAttributes, span.droppedAttributesCount);
    for (const event of events) this.#event(event);
    this.#count(spanFields.droppedEvents, span.droppedEventsCount);
    for (const link of links) this.#link(link);
    this.#count(spanFields.droppedLinks, span.droppedLinksCount);
    this.#status(span);
    out.raw(spanFlags);
    out.word(otlpFlags(traceFlags, parent));
    out.end(start);
  }

  #status({ status: { code, message } }: ReadableSpan): void {
    const start = this.#out.begin(spanFields.status);
    if (message) this.#out.text(field(2, length), message);
    this.#out.integer(field(3, varint), code);
    this.#out.end(start);
  }

  #event({ name, time, attributes, droppedAttributesCount }: TimedEvent): void {
    const start = this.#out.begin(spanFields.event);
    this.#out.time(field(1, fixed64), time);
    this.#out.text(field(2, length), name);
    visitObject(attributes, this.#eventAttribute);
    this.#count(field(4, varint), droppedAttributesCount);
    this.#out.end(start);
  }

  #link({ context, attributes, droppedAttributesCount }: Link): void {
    const start = this.#out.begin(spanFields.link);
    this.#out.id(field(1, length), context.traceId);
    this.#out.id(field(2, length), context.spanId);
    if (context.traceState !== undefined) this.#out.text(field(3, length), context.traceState.serialize());
    visitObject(attributes, this.#linkAttribute);
    this.#count(field(5, varint), droppedAttributesCount);
    this.#out.byte(field(6, fixed32));
    this.#out.word(otlpFlags(context.traceFlags, context));
    this.#out.end(start);
  }

  #count(tag: number, value: number | undefined): void {
    if (value !== undefined && value !== 0) this.#out.integer(tag, value);
  }

  /** Returns what writes an attribute as a field of its owner. */
  #attributeAs(tag: number): (key: string, value: AttributeValue) => void {
    return (key, value) => {
      const start = this.#out.begin(tag);
      this.#out.raw(this.#keyOf(key));
      this.#value(field(2, length), value);
      this.#out.end(start);
    };
  }

  #value(tag: number, value: unknown): void {
    const out = this.#out;
    const start = out.begin(tag);
    if (typeof value === 'string') out.text(field(1, length), value);
    else if (typeof value === 'boolean') out.integer(field(2, varint), value ? 1 : 0);
    else if (typeof value === 'number' && Number.isInteger(value)) out.integer(field(3, varint), value);
    else if (typeof value === 'number') out.double(field(4, fixed64), value);
    else if (Array.isArray(value)) {
      const list = out.begin(field(5, length));
      for (const element of value) this.#value(field(1, length), element);
      out.end(list);
    }
    out.end(start);
  }
}

function encodeKey(key: string): Uint8Array {
  const writer = new ProtobufWriter(256);
  writer.text(field(1, length), key);
  return writer.finish();
}
