import { ROOT_CONTEXT, trace, type Span, type Tracer } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpServerRequest, httpClientRequest } from '../../src/catalog/http-operations.js';
import { startCollector } from './otlp-collector.js';
import { imbalance, startTraces } from './start-traces.js';

const throwingGetters = {
  get name(): string {
    throw new Error('name');
  },
  get message(): string {
    throw new Error('message');
  },
  get stack(): string {
    throw new Error('stack');
  },
  get code(): string {
    throw new Error('code');
  },
  get context(): string {
    throw new Error('context');
  },
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostile: unknown[] = [
  ...[
    null,
    undefined,
    Symbol('s'),
    0,
    -1,
    NaN,
    Infinity,
    1e300,
    2 ** 53,
    10n,
    '',
    'a',
    '\ud800',
    'x'.repeat(5000),
  ],
  ...[
    [],
    [null],
    [1, 'a'],
    [Symbol('s')],
    {},
    Object.create(null),
    throwingGetters,
    revoked.proxy,
    () => 1,
    new Date(NaN),
  ],
  ...[
    [NaN, NaN],
    [-1, 5],
    [1e12, 0],
    [0, 2e9],
    new Map([['a', 1]]),
    new Error('e'),
    { code: 99, message: Symbol('s') },
  ],
  ...[
    { kind: 'x', links: null, attributes: 7, startTime: Symbol('s'), root: {} },
    { kind: 4, links: [null, { context: null }] },
  ],
  ...[
    { context: { traceId: 'x', spanId: Symbol('s') } },
    [{ context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) } }],
  ],
  ...[trace.setSpanContext(ROOT_CONTEXT, { traceId: Symbol('t'), spanId: 5 } as never), ROOT_CONTEXT],
  ...[
    { getValue: () => throwingGetters.name },
    { __proto__: null, constructor: 5, a: { b: 1 }, ok: 1, '': 2, nan: NaN, list: [1, NaN] },
  ],
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId: 'c'.repeat(32),
    spanId: 'd'.repeat(16),
    traceFlags: 255,
    traceState: { serialize: () => throwingGetters.name } as never,
  }),
];

const spanMethods = [
  ...([
    'setAttribute',
    'setAttributes',
    'addEvent',
    'addLink',
    'addLinks',
    'setStatus',
    'updateName',
  ] as const),
  ...(['recordException', 'end', 'spanContext', 'isRecording'] as const),
];
const tracerMethods = ['startSpan', 'startActiveSpan'] as const;

type AnyMethods = Record<string, (...args: unknown[]) => unknown>;

describe('the tracer and its spans', () => {
  it('never throw in 50,000 misuses, and what they leave can be exported', async () => {
    const collector = await startCollector();
    const protobuf = await startCollector();
    const endpoints = [
      { kind: 'otlp-http', endpoint: collector.url, protocol: 'json' },
      { kind: 'otlp-http', endpoint: protobuf.url, protocol: 'protobuf' },
    ] as const;
    const started = endpoints.map((exporter) => startTraces({ exporter }).traces);
    let [calls, throws] = [0, 0];
    const call = (target: unknown, method: string, args: unknown[]): unknown => {
      calls++;
      try {
        return (target as AnyMethods)[method]?.(...args);
      } catch (error) {
        throws++;
        console.log(method, args.length, (error as Error).stack);
        return undefined;
      }
    };
    // By index, because fast-check itself does not survive a revoked proxy.
    const value = fc.nat({ max: hostile.length - 1 });
    const args = fc.array(value, { maxLength: 4 });
    const pick = (indices: number[]): unknown[] => indices.map((index) => hostile[index]);
    const step = fc.tuple(fc.constantFrom(...spanMethods), args);
    fc.assert(
      fc.property(
        fc.constantFrom(...tracerMethods),
        args,
        fc.array(step, { minLength: 4, maxLength: 24 }),
        (open, opening, steps) => {
          for (const { tracer } of started) {
            const opened = call(
              tracer,
              open,
              open === 'startActiveSpan' ? [...pick(opening), (span: Span) => span] : pick(opening),
            );
            const span = (opened as Span | undefined) ?? (call(tracer, 'startSpan', ['x']) as Span);
            for (const [method, values] of steps) call(span, method, pick(values));
            call(span, 'end', []);
            call(span, 'end', [Symbol('late')]);
          }
        },
      ),
      { numRuns: 2200 },
    );
    console.log(`T10 ${calls} calls, ${throws} throws`);
    expect(throws).toBe(0);
    expect(calls).toBeGreaterThanOrEqual(50_000);
    for (const traces of started) {
      await traces.flush();
      const { ended, exported } = traces.counts();
      console.log(`T10 ${ended} hostile spans ended, ${exported} accepted by a strict collector`);
      expect(imbalance(traces)).toBe(0);
      expect(exported).toBe(ended);
      await traces.shutdown();
    }
    expect([...collector.violations, ...protobuf.violations]).toEqual([]);
    for (const { tracer } of started) {
      const late = call(tracer, 'startSpan', ['after shutdown']) as Span;
      for (const method of spanMethods) for (const one of hostile) call(late, method, [one, one]);
    }
    expect(throws).toBe(0);
    await collector.close();
    await protobuf.close();
  });

  it('give a name of their own to a tracer that has none', () => {
    const { traces } = startTraces();
    expect(() => traces.tracer.startSpan(Symbol('name') as never)).not.toThrow();
    expect((traces.tracer as Tracer).startActiveSpan('x', null as never)).toBeUndefined();
  });

  it('leave to the caller what the caller threw', () => {
    const { traces } = startTraces();
    const error = new Error('mine');
    const fail = (): never => {
      throw error;
    };
    expect(() => traces.tracer.startActiveSpan('x', fail)).toThrow(error);
    expect(() => traces.run(traces.active(), fail)).toThrow(error);
  });
});

describe('an operation span', () => {
  it.each(hostile.map((error, index) => ({ error, index })))(
    'ends with hostile error $index',
    async ({ error }) => {
      const collector = await startCollector();
      const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
      const operation = traces.start(httpClientRequest, 'GET', {
        attributes: { constructor: 'x', httpMethod: 'GET' } as never,
      });
      operation.set(hostile.at(-1) as never);
      operation.rename(error as never);
      operation.finish({ failed: true, error });
      operation.finish({ failed: false });
      traces
        .start(httpServerRequest, Symbol('name') as never, { attributes: null as never })
        .finish({ failed: false });
      expect(await traces.flush()).toBe(true);
      expect(collector.spans).toHaveLength(2);
      expect(collector.spans[0]?.status.code).toBe(2);
      await traces.shutdown();
      await collector.close();
    },
  );
});
