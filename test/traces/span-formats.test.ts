import { propagation, ROOT_CONTEXT, trace, type TextMapPropagator } from '@opentelemetry/api';
import { B3InjectEncoding, B3Propagator } from '@opentelemetry/propagator-b3';
import { JaegerPropagator } from '@opentelemetry/propagator-jaeger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StrictPropagator, type PropagationOptions } from '../../src/traces/strict-propagator.js';

const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
const formats = ['b3', 'b3multi', 'jaeger', 'tracecontext'] as const;
type Format = (typeof formats)[number];

const stock: Record<Exclude<Format, 'tracecontext'>, TextMapPropagator> = {
  b3: new B3Propagator({ injectEncoding: B3InjectEncoding.SINGLE_HEADER }),
  b3multi: new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER }),
  jaeger: new JaegerPropagator(),
};

const getter = {
  get: (carrier: Record<string, unknown>, key: string) => carrier[key] as string,
  keys: (carrier: object) => Object.keys(carrier),
};
const setter = {
  set: (carrier: Record<string, unknown>, key: string, value: string) => void (carrier[key] = value),
};

function inject(
  propagator: TextMapPropagator,
  context = trace.setSpanContext(ROOT_CONTEXT, span),
): Record<string, unknown> {
  const carrier: Record<string, unknown> = {};
  propagator.inject(context, carrier, setter);
  return carrier;
}

const extract = (options: PropagationOptions, headers: Record<string, unknown>) =>
  trace.getSpanContext(new StrictPropagator(options).extract(ROOT_CONTEXT, headers, getter));

describe.each(Object.entries(stock) as [Exclude<Format, 'tracecontext'>, TextMapPropagator][])(
  'the format %s',
  (name, theirs) => {
    const ours = new StrictPropagator({ formats: [name] });

    it("reads the stock propagator's headers and writes what it reads", () => {
      expect(extract({ formats: [name] }, inject(theirs))).toMatchObject({ ...span, isRemote: true });
      expect(inject(ours)).toEqual(inject(theirs));
      expect(trace.getSpanContext(theirs.extract(ROOT_CONTEXT, inject(ours), getter))).toMatchObject(span);
    });

    it('is not read and not written when it is not asked for', () => {
      expect(extract({}, inject(theirs))).toBeUndefined();
      expect(Object.keys(inject(new StrictPropagator()))).toEqual(['traceparent']);
    });

    it('carries no baggage', () => {
      const baggage = propagation.createBaggage({ user: { value: '7' } });
      const context = propagation.setBaggage(trace.setSpanContext(ROOT_CONTEXT, span), baggage);
      expect(inject(ours, context)).toEqual(inject(theirs));
    });

    it('is never thrown off by hostile headers', () => {
      const keys = [
        'b3',
        'x-b3-traceid',
        'x-b3-spanid',
        'x-b3-sampled',
        'x-b3-flags',
        'x-b3-parentspanid',
        'uber-trace-id',
        'uberctx-a',
      ];
      const good = inject(theirs);
      const mutated = fc
        .constantFrom(...Object.values(good).map(String))
        .chain((text) =>
          fc
            .tuple(fc.nat(text.length), fc.string({ maxLength: 3 }))
            .map(([at, added]) => text.slice(0, at) + added + text.slice(at + added.length)),
        );
      const value = fc.oneof(
        mutated,
        fc.string(),
        fc.constantFrom(
          '%E0%A4%A',
          '0',
          '1',
          'd',
          `${'0'.repeat(32)}:${'0'.repeat(16)}:0:1`,
          'x'.repeat(20_000),
        ),
        fc.array(fc.string()),
        fc.anything(),
      );
      const counts = { read: 0, refused: 0 };
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...keys), value), (headers) => {
          const found = extract({ formats: [name] }, { ...good, ...headers });
          counts[found === undefined ? 'refused' : 'read'] += 1;
          if (found === undefined) return;
          expect(found.traceId).toMatch(/^(?!0+$)[\da-f]{32}$/);
          expect(found.spanId).toMatch(/^(?!0+$)[\da-f]{16}$/);
          expect(found.traceFlags).toBeLessThan(2);
        }),
        { numRuns: 5000 },
      );
      console.log(
        `5000 hostile carriers for ${name}: ${counts.read} read, ${counts.refused} refused, 0 threw`,
      );
    });
  },
);

describe('StrictPropagator with several formats', () => {
  it('sends all of them', () => {
    const carrier = inject(new StrictPropagator({ formats: [...formats, 'baggage'] }));
    expect(Object.keys(carrier).sort()).toEqual([
      'b3',
      'traceparent',
      'uber-trace-id',
      'x-b3-sampled',
      'x-b3-spanid',
      'x-b3-traceid',
    ]);
  });

  it('believes the first format of the list that the headers hold', () => {
    const other = '1'.repeat(32);
    const headers = { traceparent: `00-${span.traceId}-${span.spanId}-01`, b3: `${other}-${span.spanId}-1` };
    expect(extract({ formats: ['b3', 'tracecontext'] }, headers)?.traceId).toBe(other);
    expect(extract({ formats: ['tracecontext', 'b3'] }, headers)?.traceId).toBe(span.traceId);
    expect(extract({ formats: ['b3', 'tracecontext'] }, { ...headers, b3: 'nonsense' })?.traceId).toBe(
      span.traceId,
    );
  });

  it('sends and reads nothing when it is given none', () => {
    const headers = { traceparent: `00-${span.traceId}-${span.spanId}-01`, baggage: 'a=1' };
    expect(inject(new StrictPropagator({ formats: [] }))).toEqual({});
    expect(extract({ formats: [] }, headers)).toBeUndefined();
  });
});
