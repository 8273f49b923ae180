import type { AttributeValue } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { groupSpans, type ScopeGroup } from './group-spans.js';
import { JsonWriter } from './json-writer.js';
import { type OtlpFormat, otlpFlags, rememberKeys, visitObject, visitSpanAttributes } from './otlp-span.js';

/** Returns OTLP's JSON encoding, written from the spans without objects in between. */
export function createOtlpJson(): OtlpFormat {
  const writer = new SpanWriter();
  return {
    contentType: 'application/json',
    encode: (spans) => writer.request(spans),
    decodeReply(body) {
      const reply = JSON.parse(body.toString()) as {
        partialSuccess?: { rejectedSpans?: unknown; errorMessage?: unknown };
      };
      const partial = reply.partialSuccess;
      if (partial == null) return undefined;
      return {
        rejectedSpans: Number(partial.rejectedSpans ?? 0),
        errorMessage: String(partial.errorMessage ?? ''),
      };
    },
  };
}

/** Text that comes again and again, in bytes. */
const text = (ascii: string): Uint8Array => Buffer.from(ascii, 'latin1');
const words = {
  traceId: text('{"traceId":"'),
  spanId: text('","spanId":"'),
  parentSpanId: text('","parentSpanId":"'),
  name: text('","name":'),
  kind: text(',"kind":'),
  start: text(',"startTimeUnixNano":'),
  end: text(',"endTimeUnixNano":'),
  attributes: text(',"attributes":['),
  status: text(',"status":{"code":'),
  flags: text('},"flags":'),
} as const;
const [comma, closeList, closeObject] = [0x2c, 0x5d, 0x7d];

class SpanWriter {
  readonly #out = new JsonWriter();
  readonly #textKeyOf = rememberKeys((key) =>
    Buffer.from(`{"key":${JSON.stringify(key)},"value":{"stringValue":`),
  );
  readonly #keyOf = rememberKeys((key) => Buffer.from(`{"key":${JSON.stringify(key)},"value":`));
  #isFirst = true;
  readonly #attribute = (key: string, value: AttributeValue): void => {
    const out = this.#out;
    if (this.#isFirst) this.#isFirst = false;
    else out.byte(comma);
    if (typeof value === 'string') {
      out.raw(this.#textKeyOf(key));
      out.quoted(value);
      out.byte(closeObject);
    } else {
      out.raw(this.#keyOf(key));
      this.#value(value);
    }
    out.byte(closeObject);
  };

  request(spans: readonly ReadableSpan[]): Buffer {
    const out = this.#out;
    out.reset();
    out.ascii('{"resourceSpans":[');
    this.#list(groupSpans(spans), ([resource, groups]) => this.#resource(resource, groups));
    out.ascii(']}');
    return out.finish();
  }

  #resource({ attributes, schemaUrl }: Resource, groups: readonly ScopeGroup[]): void {
    this.#out.ascii('{"resource":{"droppedAttributesCount":0');
    this.#attributes(attributes);
    this.#out.ascii('},"scopeSpans":[');
    this.#list(groups, (group) => this.#scope(group));
    this.#out.byte(closeList);
    this.#optional('schemaUrl', schemaUrl);
    this.#out.byte(closeObject);
  }

  #scope({ scope: { name, version, schemaUrl }, spans }: ScopeGroup): void {
    this.#out.ascii('{"scope":{"name":');
    this.#out.quoted(name);
    this.#optional('version', version);
    this.#out.ascii('},"spans":[');
    this.#list(spans, (span) => this.#span(span));
    this.#out.byte(closeList);
    this.#optional('schemaUrl', schemaUrl);
    this.#out.byte(closeObject);
  }

  #span(span: ReadableSpan): void {
    const out = this.#out;
    const { traceId, spanId, traceFlags, traceState } = span.spanContext();
    const { parentSpanContext: parent, status } = span;
    out.raw(words.traceId);
    out.ascii(traceId);
    out.raw(words.spanId);
    out.ascii(spanId);
    if (parent?.spanId) {
      out.raw(words.parentSpanId);
      out.ascii(parent.spanId);
    }
    out.raw(words.name);
    out.quoted(span.name);
    out.raw(words.kind);
    out.byte(0x31 + span.kind);
    if (traceState !== undefined) this.#optional('traceState', traceState.serialize());
    out.raw(words.start);
    out.time(span.startTime);
    out.raw(words.end);
    out.time(span.endTime);
    out.raw(words.attributes);
    this.#isFirst = true;
    visitSpanAttributes(span, this.#attribute);
    out.byte(closeList);
    this.#count('droppedAttributesCount', span.droppedAttributesCount);
    this.#events(span);
    this.#links(span);
    out.raw(words.status);
    out.byte(0x30 + status.code);
    this.#optional('message', status.message);
    out.raw(words.flags);
    out.ascii(String(otlpFlags(traceFlags, parent)));
    out.byte(closeObject);
  }

  #events({ events, droppedEventsCount }: ReadableSpan): void {
    this.#count('droppedEventsCount', droppedEventsCount);
    if (events.length === 0) return;
    const out = this.#out;
    out.ascii(',"events":[');
    this.#list(events, ({ name, time, attributes, droppedAttributesCount }) => {
      out.ascii('{"name":');
      out.quoted(name);
      out.ascii(',"timeUnixNano":');
      out.time(time);
      this.#attributes(attributes, droppedAttributesCount);
      out.byte(closeObject);
    });
    out.byte(closeList);
  }

  #links({ links, droppedLinksCount }: ReadableSpan): void {
    this.#count('droppedLinksCount', droppedLinksCount);
    if (links.length === 0) return;
    const out = this.#out;
    out.ascii(',"links":[');
    this.#list(links, ({ context, attributes, droppedAttributesCount }) => {
      out.ascii(`{"traceId":"${context.traceId}","spanId":"${context.spanId}"`);
      if (context.traceState !== undefined) this.#optional('traceState', context.traceState.serialize());
      this.#attributes(attributes, droppedAttributesCount);
      out.ascii(`,"flags":${otlpFlags(context.traceFlags, context)}}`);
    });
    out.byte(closeList);
  }

  /** Writes the attributes of an event, a link or a resource after another field. */
  #attributes(attributes: object | undefined, dropped?: number): void {
    this.#out.raw(words.attributes);
    this.#isFirst = true;
    visitObject(attributes, this.#attribute);
    this.#out.byte(closeList);
    this.#count('droppedAttributesCount', dropped);
  }

  #value(value: unknown): void {
    const out = this.#out;
    if (typeof value === 'string') {
      out.ascii('{"stringValue":');
      out.quoted(value);
      out.byte(closeObject);
    } else if (typeof value === 'number') {
      out.ascii(Number.isInteger(value) ? `{"intValue":${value}}` : `{"doubleValue":${value}}`);
    } else if (typeof value === 'boolean') {
      out.ascii(value ? '{"boolValue":true}' : '{"boolValue":false}');
    } else if (Array.isArray(value)) {
      out.ascii('{"arrayValue":{"values":[');
      this.#list(value, (element) => this.#value(element));
      out.ascii(']}}');
    } else {
      out.ascii('{}');
    }
  }

  #list<Item>(items: Iterable<Item>, write: (item: Item) => void): void {
    let isFirst = true;
    for (const item of items) {
      if (!isFirst) this.#out.byte(comma);
      isFirst = false;
      write(item);
    }
  }

  #optional(name: string, value: string | undefined): void {
    if (value === undefined || value === '') return;
    this.#out.ascii(`,"${name}":`);
    this.#out.quoted(value);
  }

  #count(name: string, value: number | undefined): void {
    if (value !== undefined && value !== 0) this.#out.ascii(`,"${name}":${value}`);
  }
}
