import { describe, expect, it } from 'vitest';
import { httpClientRequest, httpServerRequest } from '../../src/catalog/http-operations.js';
import { sqlClientQuery } from '../../src/catalog/sql-operations.js';
import { createSpanRecorder, type RecordedSpan } from '../../src/traces/span-recorder.js';
import type { SamplingRules, Traces } from '../../src/traces/index.js';
import { imbalance, startTraces } from './start-traces.js';

interface Started {
  readonly traces: Traces;
  spans(): Promise<RecordedSpan[]>;
}

function start(rules: SamplingRules): Started {
  const recorder = createSpanRecorder();
  const { sampleRatio, ...sampling } = rules;
  const exporter = { kind: 'custom', exporter: recorder.exporter } as const;
  const { traces } = startTraces({ sampleRatio, sampling, exporter, queue: { spans: 1e5, bytes: 2 ** 28 } });
  return {
    traces,
    async spans() {
      await traces.flush();
      expect(imbalance(traces)).toBe(0);
      return recorder.spans();
    },
  };
}

interface Request {
  readonly traceparent?: string;
  readonly address?: string;
  readonly method?: string;
  readonly failed?: boolean;
  readonly slow?: boolean;
  /** What runs inside, before routing has found the method. */
  readonly before?: (traces: Traces) => void;
  readonly inside?: (traces: Traces) => void;
}

/** Handles a request as an HTTP server does: the method is known after the span has started. */
function handle(traces: Traces, request: Request): void {
  const { traceparent, address = '', method, failed = false, slow = false, before, inside } = request;
  const parent = traces.extract((key) => (key === 'traceparent' ? traceparent : undefined));
  const span = traces.start(httpServerRequest, 'GET', { parent, attributes: { clientAddress: address } });
  traces.run(span.context, () => {
    before?.(traces);
    if (method !== undefined) span.rename(method, method);
    inside?.(traces);
  });
  span.finish({ failed, slow });
}

const query = (traces: Traces, failed = false): void =>
  traces.start(sqlClientQuery, 'SELECT', { attributes: {} }).finish({ failed });
const ids = (spans: readonly RecordedSpan[]): number => new Set(spans.map(({ traceId }) => traceId)).size;
const headOnly = { keepErrors: false, keepSlow: false };
const fixedId = 'a'.repeat(32);
const sampledCaller = `00-${fixedId}-${'b'.repeat(16)}-01`;
const silentCaller = `00-${fixedId}-${'b'.repeat(16)}-00`;

/** Six standard deviations of 10,000 coins: it must not fail once in a lifetime. */
function expectShare(count: number, ratio: number): void {
  const spread = 6 * Math.sqrt(10_000 * ratio * (1 - ratio));
  expect(Math.abs(count - 10_000 * ratio)).toBeLessThan(spread);
}

describe('the edge', () => {
  it.each([
    ['no trace', undefined],
    ['a sampled trace of one id', sampledCaller],
    ['a trace that is not sampled', silentCaller],
  ])('tosses its own coin for 10,000 strangers with %s', async (name, traceparent) => {
    const { traces, spans } = start({ ...headOnly, sampleRatio: 0.01, edge: { enabled: true } });
    for (let i = 0; i < 10_000; i++)
      handle(traces, { ...(traceparent === undefined ? {} : { traceparent }), address: '203.0.113.9' });
    const exported = await spans();
    console.log(`T8 ${name}: ${exported.length} of 10,000 exported at 1 %, ${ids(exported)} ids`);
    expectShare(exported.length, 0.01);
    expect(ids(exported)).toBe(exported.length);
    expect(exported.some(({ traceId }) => traceId === fixedId)).toBe(false);
    await traces.shutdown();
  });

  it('links the trace of a stranger and continues that of a trusted network', async () => {
    const links: unknown[] = [];
    const exporter = {
      kind: 'custom',
      exporter: {
        export: (
          some: { links: unknown[]; parentSpanContext?: unknown }[],
          done: (result: { code: number }) => void,
        ) => (
          links.push(
            ...some.map(({ links: own, parentSpanContext }) => [own.length, parentSpanContext !== undefined]),
          ),
          done({ code: 0 })
        ),
        shutdown: async () => {},
      },
    } as never;
    const { traces } = startTraces({
      exporter,
      sampling: { edge: { enabled: true, trusted: ['10.0.0.0/8', '::1'] } },
    });
    const addresses = ['203.0.113.9', '10.1.2.3', '::ffff:10.1.2.3', '::1', '10.1.2.3, 203.0.113.9', ''];
    for (const address of addresses) handle(traces, { traceparent: sampledCaller, address });
    await traces.flush();
    expect(links).toEqual([
      [1, false],
      [0, true],
      [0, true],
      [0, true],
      [1, false],
      [1, false],
    ]);
    await traces.shutdown();
  });

  it.each(['10.0.0.0/33', 'localhost', '10.0.0/8', '::1/129', '10.0.0.0/8/8', ''])(
    'refuses the network %j',
    (network) => {
      expect(() => start({ sampleRatio: 1, edge: { enabled: true, trusted: [network] } })).toThrow(
        /TRI_TRACES_INVALID_NETWORK/,
      );
    },
  );
});

describe('the head of a trace', () => {
  it('keeps the decision of a caller that is trusted', async () => {
    const { traces, spans } = start({ ...headOnly, sampleRatio: 0.5 });
    for (let i = 0; i < 100; i++) handle(traces, { traceparent: i % 2 === 0 ? sampledCaller : silentCaller });
    expect(await spans()).toHaveLength(50);
    await traces.shutdown();
  });

  it('decides by route, by the beginning of one, and else by the ratio', async () => {
    const { traces, spans } = start({
      ...headOnly,
      sampleRatio: 0,
      routes: { 'GET./a': 1, 'POST./pay*': 1, 'POST./pay/test': 0 },
    });
    for (const method of ['GET./a', 'GET./b', 'POST./pay', 'POST./pay/card', 'POST./pay/test'])
      handle(traces, { method, inside: query });
    expect((await spans()).filter(({ kind }) => kind === 'server').map(({ name }) => name)).toEqual([
      'GET./a',
      'POST./pay',
      'POST./pay/card',
    ]);
    expect(await spans()).toHaveLength(6);
    await traces.shutdown();
  });

  it('does not go back on what a callee was told', async () => {
    const { traces, spans } = start({ ...headOnly, sampleRatio: 1, routes: { 'GET./healthz': 0 } });
    let told = '';
    const call = (own: Traces): void =>
      own.inject(own.active(), (key, value) => void (told = key === 'traceparent' ? value : told));
    handle(traces, { method: 'GET./healthz' });
    handle(traces, { method: 'GET./healthz', before: call });
    expect(told).toMatch(/-01$/);
    expect(await spans()).toHaveLength(1);
    await traces.shutdown();
  });

  it('begins at most so many sampled traces a second', async () => {
    const { traces, spans } = start({ ...headOnly, sampleRatio: 1, tracesPerSecond: 20 });
    const startedAt = performance.now();
    for (let i = 0; i < 10_000; i++) handle(traces, { inside: query });
    const seconds = (performance.now() - startedAt) / 1000;
    const exported = await spans();
    expect(ids(exported)).toBeGreaterThanOrEqual(20);
    expect(ids(exported)).toBeLessThanOrEqual(20 + Math.ceil(seconds * 20));
    expect(exported.length).toBe(2 * ids(exported));
    await traces.shutdown();
  });

  it('follows rules that change while it runs', async () => {
    const { traces, spans } = start({ ...headOnly, sampleRatio: 0 });
    handle(traces, {});
    traces.configure({ ...headOnly, sampleRatio: 1 });
    handle(traces, {});
    traces.configure({ sampleRatio: 0, keepErrors: true });
    handle(traces, { failed: true });
    handle(traces, {});
    expect(await spans()).toHaveLength(2);
    await traces.shutdown();
  });
});

describe('the tail of a trace', () => {
  it.each<[string, Request, number, string | undefined]>([
    ['nothing when all went well', { inside: query }, 0, undefined],
    ['all of it when the request failed', { failed: true, inside: query }, 2, 'error'],
    ['all of it when a query inside failed', { inside: (traces) => query(traces, true) }, 2, 'error'],
    ['all of it when the request was slow', { slow: true, inside: query }, 2, 'slow'],
    [
      'all of it below a caller that does not sample',
      { traceparent: silentCaller, failed: true, inside: query },
      2,
      'error',
    ],
  ])('keeps %s', async (_name, request, count, reason) => {
    const { traces, spans } = start({ sampleRatio: 0 });
    handle(traces, request);
    const kept = await spans();
    expect(kept).toHaveLength(count);
    expect(kept.find(({ kind }) => kind === 'server')?.attributes['tricord.kept_for']).toBe(reason);
    expect(ids(kept)).toBe(Math.min(count, 1));
    await traces.shutdown();
  });

  it('says to callees that nothing is sampled', async () => {
    const { traces, spans } = start({ sampleRatio: 0 });
    let told = '';
    handle(traces, {
      failed: true,
      inside: (own) =>
        own.inject(own.active(), (key, value) => void (told = key === 'traceparent' ? value : told)),
    });
    expect(told).toMatch(/-00$/);
    expect(await spans()).toHaveLength(1);
    await traces.shutdown();
  });

  it('lets a bounded number of spans wait, and gives up the oldest traces', async () => {
    const { traces, spans } = start({ sampleRatio: 0 });
    const open = Array.from({ length: 10_000 }, () => {
      const span = traces.start(httpServerRequest, 'GET', { attributes: {} });
      traces.run(span.context, () => query(traces));
      return span;
    });
    for (const span of open) span.finish({ failed: true });
    const kept = await spans();
    const queries = kept.filter(({ kind }) => kind === 'client').length;
    console.log(`10,000 failed requests at a time: all kept, and the ${queries} youngest queries of theirs`);
    expect(kept.length - queries).toBe(10_000);
    expect(queries).toBeGreaterThan(3000);
    expect(queries).toBeLessThanOrEqual(4096);
    await traces.shutdown();
  });

  it('keeps what ends after the first operation did', async () => {
    const { traces, spans } = start({ sampleRatio: 0 });
    let late: (() => void) | undefined;
    handle(traces, {
      failed: true,
      inside(own) {
        const span = own.start(httpClientRequest, 'GET', { attributes: {} });
        late = () => span.finish({ failed: false });
      },
    });
    late?.();
    expect(await spans()).toHaveLength(2);
    await traces.shutdown();
  });
});

describe('spans that never end', () => {
  it('cost nothing once nobody holds them, and are counted as open', async () => {
    const { traces, spans } = start({ sampleRatio: 1 });
    const before = process.memoryUsage().heapUsed;
    const held = Array.from({ length: 200_000 }, () =>
      traces.start(httpServerRequest, 'GET', { attributes: {} }),
    );
    const mebibytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    console.log(`T11 200,000 spans that never end take ${mebibytes.toFixed(0)} MiB while they are held`);
    expect(traces.counts().open).toBe(200_000);
    expect(held).toHaveLength(200_000);
    expect(await spans()).toEqual([]);
    await traces.shutdown();
  });
});
