import { type Context, type Link, ROOT_CONTEXT, type SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { TraceState } from '@opentelemetry/core';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeExportable } from '../../src/traces/make-exportable.js';
import { createOtlpJson } from '../../src/traces/otlp-json.js';
import { createOtlpProtobuf } from '../../src/traces/otlp-protobuf.js';
import { readOtlpJson } from './read-otlp-json.js';
import { readOtlpProtobuf } from './read-otlp-protobuf.js';
import { startTraces } from './start-traces.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom('', '"', '\\', '\u0000\n', '你好', '😀', 'é'.repeat(200), 'x'.repeat(127), 'x'.repeat(128)),
);
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1, 2 ** 31, 2 ** 32, -(2 ** 31), Number.MIN_SAFE_INTEGER, 1e-7, 1e21),
);
const value = fc.oneof(text, number, fc.boolean(), fc.array(text, { maxLength: 4 }), fc.array(fc.integer()));
// OTel's own spans lose a key that is `__proto__`.
const key = text.filter((name) => name !== '__proto__');
const attributes = fc.dictionary(key, value, { maxKeys: 8 });
const time = fc.tuple(fc.integer({ min: 0, max: 2 ** 34 - 1 }), fc.integer({ min: 0, max: 999_999_999 }));
const id = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((list) => `${list.slice(1).join('')}1`);
const spanContext = fc.record({
  traceId: id(32),
  spanId: id(16),
  traceFlags: fc.constantFrom(0, 1),
  isRemote: fc.boolean(),
});

/** What a program does to a span. */
const plan = fc.record({
  name: text,
  kind: fc.constantFrom(...[0, 1, 2, 3, 4]),
  attributes,
  startTime: time,
  endTime: time,
  parent: fc.option(spanContext),
  state: fc.option(fc.constantFrom('a=1', 'vendor=x"y\\z,b=2')),
  events: fc.array(fc.record({ name: text, attributes, time }), { maxLength: 3 }),
  links: fc.array(fc.record({ context: spanContext, attributes }), { maxLength: 3 }),
  status: fc.option(fc.record({ code: fc.constantFrom(1, 2), message: text })),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

function record(tracer: ReturnType<typeof trace.getTracer>, steps: Plan): void {
  const { name, kind, startTime, parent, state, links } = steps;
  let context: Context = ROOT_CONTEXT;
  if (parent !== null) {
    const traceState = state === null ? {} : { traceState: new TraceState(state) };
    context = trace.setSpanContext(ROOT_CONTEXT, {
      ...parent,
      traceFlags: TraceFlags.SAMPLED,
      ...traceState,
    });
  }
  const options = { kind: kind as SpanKind, attributes: steps.attributes, links: links as Link[], startTime };
  const span = tracer.startSpan(name, options, context);
  for (const event of steps.events) span.addEvent(event.name, event.attributes, event.time);
  if (steps.status !== null) span.setStatus(steps.status);
  span.end(steps.endTime);
}

/** Leaves out what protobuf's JSON may leave out: what has its default value. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, child]) => [key, withoutDefaults(child)] as const)
    .filter(([key, child]) => {
      if (['stringValue', 'intValue', 'boolValue', 'doubleValue', 'key', 'name', 'code'].includes(key))
        return true;
      return (
        child !== 0 && child !== '' && child !== undefined && !(Array.isArray(child) && child.length === 0)
      );
    });
  return Object.fromEntries(kept);
}

/** Ids are random and differ between two tracers. */
function unify(spans: ReadableSpan[], like: ReadableSpan[]): void {
  spans.forEach((span, i) => {
    const { traceId, spanId } = like[i]?.spanContext() ?? span.spanContext();
    Object.assign(span.spanContext(), { traceId, spanId });
  });
}

const [json, protobuf] = [createOtlpJson(), createOtlpProtobuf()];
const parse = (bytes: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(bytes ?? []).toString());

describe('the OTLP encodings', () => {
  it('say of 150 random batches what the serializers of OTel say of them, whoever made the spans', async () => {
    let spans = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 5 }), async (plans) => {
        spans += plans.length;
        const ours: ReadableSpan[] = [];
        const exporter = {
          kind: 'custom',
          exporter: {
            export: (some: ReadableSpan[], done: (result: { code: number }) => void) => (
              ours.push(...some),
              done({ code: 0 })
            ),
            shutdown: async () => {},
          },
        } as const;
        const { traces } = startTraces({ exporter });
        for (const steps of plans) record(traces.tracer, steps);
        await traces.flush();
        await traces.shutdown();
        const stock: ReadableSpan[] = [];
        const processor = {
          onStart() {},
          onEnd: (span: ReadableSpan) => void stock.push(span),
          forceFlush: async () => {},
          shutdown: async () => {},
        };
        const resource = resourceFromAttributes(ours[0]?.resource.attributes ?? {});
        const provider = new BasicTracerProvider({ spanProcessors: [processor], resource });
        for (const steps of plans) record(provider.getTracer('tricord'), steps);
        stock.forEach(makeExportable);
        unify(stock, ours);
        for (const batch of [ours, stock]) {
          expect(withoutDefaults(parse(json.encode(batch)))).toEqual(
            withoutDefaults(parse(JsonTraceSerializer.serializeRequest(batch))),
          );
          const read = readOtlpProtobuf(protobuf.encode(batch));
          expect(read).toEqual(
            readOtlpProtobuf(Buffer.from(ProtobufTraceSerializer.serializeRequest(batch) ?? [])),
          );
          expect(read).toEqual(readOtlpJson(json.encode(batch)));
        }
        // Made by one program, the spans of both kinds are alike.
        expect(readOtlpProtobuf(protobuf.encode(ours))).toEqual(readOtlpProtobuf(protobuf.encode(stock)));
      }),
      { numRuns: 150 },
    );
    console.log(`${spans} random spans encoded as OTel's serializers encode them, as JSON and as protobuf`);
  }, 60_000);

  it('use their buffer again after a batch that could not be encoded', () => {
    const broken = {
      spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
    };
    for (const format of [json, protobuf]) {
      expect(() => format.encode([broken as unknown as ReadableSpan])).toThrow();
      expect(format.encode([]).length).toBeLessThan(30);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0), undefined],
    ['rejected spans', Buffer.from([0x0a, 2, 0x08, 7]), { rejectedSpans: 7, errorMessage: '' }],
    [
      'a reason',
      Buffer.from([0x0a, 5, 0x12, 3, 0x6f, 0x6c, 0x64]),
      { rejectedSpans: 0, errorMessage: 'old' },
    ],
    [
      'fields of the future',
      Buffer.from([0x10, 1, 0x1d, 0, 0, 0, 0, 0x0a, 0]),
      { rejectedSpans: 0, errorMessage: '' },
    ],
  ])('read a protobuf reply with %s', (_name, body, reply) => {
    expect(protobuf.decodeReply(body)).toEqual(reply);
  });

  it.each([Buffer.from([0x0a, 9, 1]), Buffer.from([0x80]), Buffer.from([0x0f]), Buffer.alloc(20, 0xff)])(
    'refuse the protobuf reply %o',
    (body) => {
      expect(() => protobuf.decodeReply(body)).toThrow();
    },
  );
});
