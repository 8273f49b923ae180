import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { context, diag, propagation, SpanKind, trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { httpClientRequest, httpServerRequest } from '../../src/catalog/http-operations.js';
import { sqlClientQuery } from '../../src/catalog/sql-operations.js';
import { defaultConventions, resolveConventions, type SpanDialect } from '../../src/conventions.js';
import { type createTraces } from '../../src/traces/index.js';
import { startCollector } from './otlp-collector.js';
import type { ReceivedSpan } from './received-span.js';
import { startTraces } from './start-traces.js';

async function exportSpan(
  act: (traces: ReturnType<typeof createTraces>) => void,
  options: Parameters<typeof startTraces>[0] & { protocol?: 'json' | 'protobuf' } = {},
): Promise<ReceivedSpan> {
  const { protocol = 'json', ...rest } = options;
  const collector = await startCollector();
  const { traces } = startTraces({
    exporter: { kind: 'otlp-http', endpoint: collector.url, protocol },
    ...rest,
  });
  act(traces);
  expect(await traces.flush()).toBe(true);
  await traces.shutdown();
  await collector.close();
  expect(collector.violations).toEqual([]);
  return collector.spans[0] as ReceivedSpan;
}

const dialects = (...spanDialects: SpanDialect[]) => ({ conventions: resolveConventions({ spanDialects }) });

describe('the span of an operation', () => {
  it.each([
    {
      name: 'otel and opentracing by default',
      options: {},
      attributes: {
        'db.system.name': 'postgresql',
        'db.type': 'postgresql',
        'db.namespace': 'shop',
        'db.instance': 'shop',
        'db.query.text': 'select ?',
        'db.statement': 'select ?',
        'peer.service': 'db',
      },
    },
    {
      name: 'ego',
      options: dialects('ego'),
      attributes: {
        'db.system': 'postgresql',
        'db.name': 'shop',
        'db.statement': 'select ?',
        'peer.service': 'db',
      },
    },
    {
      name: 'opentracing',
      options: dialects('opentracing'),
      attributes: {
        'db.type': 'postgresql',
        'db.instance': 'shop',
        'db.statement': 'select ?',
        'peer.service': 'db',
      },
    },
  ])('carries its facts in the dialect $name', async ({ options, attributes }) => {
    const facts = { dbSystem: 'postgresql', dbName: 'shop', dbStatement: 'select ?', peerService: 'db' };
    const span = await exportSpan((traces) => {
      const operation = traces.start(sqlClientQuery, 'select', { attributes: facts });
      operation.set({ httpRoute: '/not-a-fact-of-a-query' });
      operation.finish({ failed: false });
    }, options);
    expect({ ...span.attributes }).toEqual(attributes);
    expect(span.kind).toBe(SpanKind.CLIENT + 1);
    expect(span.status.code).toBe(0);
  });

  it.each(['json', 'protobuf'] as const)('arrives whole as %s', async (protocol) => {
    const span = await exportSpan(
      (traces) => {
        const operation = traces.start(httpServerRequest, 'GET', {
          attributes: { httpMethod: 'GET', urlPath: '/你' },
        });
        operation.rename('GET./orders/:id');
        operation.set({ httpStatusCode: 500 });
        operation.finish({ failed: true, error: new TypeError('no such order') });
      },
      { protocol },
    );
    expect(span).toMatchObject({
      name: 'GET./orders/:id',
      kind: SpanKind.SERVER + 1,
      parentSpanId: '',
      status: { code: 2, message: 'no such order' },
    });
    expect({ ...span.attributes }).toEqual({
      'http.request.method': 'GET',
      'http.method': 'GET',
      'url.path': '/你',
      'http.url': '/你',
      'http.response.status_code': 500,
      'http.status_code': 500,
      'error.type': 'TypeError',
    });
    expect(span.events[0]?.name).toBe('exception');
    expect(span.events[0]?.attributes).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'no such order',
    });
    expect(span.events[0]?.attributes['exception.stacktrace']).toMatch(/^TypeError: no such order\n {4}at /);
    expect(span.endNanos).toBeGreaterThanOrEqual(span.startNanos);
    expect(Math.abs(Number(span.startNanos / 1_000_000n) - Date.now())).toBeLessThan(10_000);
  });

  it.each([
    ['an error it is given', { failed: true, error: new Error('x'), description: 'declined' }, 'declined', 1],
    ['no error', { failed: true }, '', 0],
    ['a text that was thrown', { failed: true, error: 'oops' }, 'oops', 1],
  ])('fails with %s', async (_name, end, message, events) => {
    const span = await exportSpan((traces) =>
      traces.start(httpClientRequest, 'GET', { attributes: {} }).finish(end),
    );
    expect(span.status).toEqual({ code: 2, message });
    expect(span.events).toHaveLength(events);
  });

  it('tells an error that did not fail it without the status', async () => {
    const end = { failed: false, error: new Error('not found') };
    const span = await exportSpan((traces) =>
      traces.start(httpServerRequest, 'GET', { attributes: {} }).finish(end),
    );
    expect(span.status.code).toBe(0);
    expect(span.events).toHaveLength(1);
  });

  it('names service, SDK, host, process and pod as its resource', async () => {
    const environment = {
      POD_NAME: 'orders-1',
      POD_NAMESPACE: 'shop',
      POD_UID: 'u',
      POD_IP: '10.0.0.1',
      NODE_NAME: 'n',
    };
    const span = await exportSpan((traces) => traces.tracer.startSpan('x').end(), {
      environment,
      resource: { 'deployment.environment.name': 'prod', 'host.name': 'mine' },
    });
    expect({ ...span.resource }).toMatchObject({
      'service.name': 'orders',
      'service.version': '1.2.3',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.language': 'nodejs',
      'host.name': 'mine',
      'process.pid': process.pid,
      'k8s.pod.name': 'orders-1',
      'k8s.namespace.name': 'shop',
      'k8s.pod.uid': 'u',
      'k8s.pod.ip': '10.0.0.1',
      'k8s.node.name': 'n',
      'deployment.environment.name': 'prod',
    });
  });
});

describe('the active context', () => {
  it('survives await, timers, promises, microtasks, ticks, immediates and bound callbacks, unmixed', async () => {
    const { traces } = startTraces();
    const emitter = new EventEmitter().setMaxListeners(0);
    const visit = async (name: string): Promise<boolean> => {
      const operation = traces.start(httpServerRequest, name, { attributes: {} });
      const isActive = (): boolean => traces.ids()?.spanId === operation.spanId;
      return traces.run(operation.context, async () => {
        const seen = [isActive()];
        await sleep(Math.random() * 5);
        seen.push(isActive());
        seen.push(await Promise.all([Promise.resolve(), sleep(1)]).then(isActive));
        seen.push(await new Promise<boolean>((resolve) => process.nextTick(() => resolve(isActive()))));
        seen.push(await new Promise<boolean>((resolve) => setImmediate(() => resolve(isActive()))));
        seen.push(await new Promise<boolean>((resolve) => queueMicrotask(() => resolve(isActive()))));
        const heard = once(emitter, name).then(([wasActive]) => wasActive as boolean);
        emitter.once(
          `ask ${name}`,
          traces.bind(operation.context, () => emitter.emit(name, isActive())),
        );
        setTimeout(
          () =>
            traces.run(traces.start(httpServerRequest, 'other', { attributes: {} }).context, () =>
              emitter.emit(`ask ${name}`),
            ),
          1,
        );
        seen.push(await heard);
        return seen.every(Boolean) && seen.length === 7;
      });
    };
    const results = await Promise.all(Array.from({ length: 100 }, (_, i) => visit(`operation ${i}`)));
    console.log(
      `context kept in ${results.filter(Boolean).length} of 100 interleaved operations, 7 hops each`,
    );
    expect(results.every(Boolean)).toBe(true);
    expect(traces.ids()).toBeUndefined();
    await traces.shutdown();
  });
});

describe('the global API', () => {
  it('is served while nobody else does, shared by a second one, and given back', async () => {
    const collector = await startCollector();
    const exporter = { kind: 'otlp-http', endpoint: collector.url } as const;
    const { traces } = startTraces({ registerGlobally: true, exporter });
    const second = startTraces({ registerGlobally: true }).traces;
    const foreign = trace.getTracer('foreign');
    foreign.startActiveSpan('foreign', (span) => {
      expect(traces.ids()).toEqual({
        traceId: span.spanContext().traceId,
        spanId: span.spanContext().spanId,
      });
      expect(second.ids()).toEqual(traces.ids());
      const headers: Record<string, string> = {};
      propagation.inject(context.active(), headers);
      expect(headers['traceparent']).toContain(span.spanContext().traceId);
      traces.start(httpClientRequest, 'GET', { attributes: {} }).finish({ failed: false });
      span.end();
    });
    expect(await traces.flush()).toBe(true);
    expect(collector.spans.map((span) => span.name)).toEqual(['GET', 'foreign']);
    expect(collector.spans[0]?.parentSpanId).toBe(collector.spans[1]?.spanId);
    await second.shutdown();
    expect(trace.getTracer('foreign').startSpan('x').isRecording()).toBe(true);
    await traces.shutdown();
    await collector.close();
    expect(trace.getTracer('foreign').startSpan('x').isRecording()).toBe(false);
    expect(propagation.fields()).toEqual([]);
  });

  it('sends its diagnostics to the framework logger, once a cause, and gives them back', async () => {
    const before: string[] = [];
    const keep = (text: string): void => void before.push(text);
    const logger = { error: keep, warn: keep, info: keep, debug: keep, verbose: keep };
    diag.setLogger(logger, { suppressOverrideMessage: true });
    const { traces, said } = startTraces();
    for (let i = 0; i < 100; i++) diag.warn(`span ${i} went wrong`, new Error('because'));
    diag.error(Symbol('s') as never, {
      get toJSON(): never {
        throw new Error('x');
      },
    });
    expect(said).toEqual(['warn: span 0 went wrong because', 'error: Symbol(s) unreadable']);
    await traces.shutdown();
    diag.warn('to the first again');
    expect(before).toEqual(['to the first again']);
    diag.disable();
  });
});

describe('the exporter', () => {
  it.each([
    ['a base URL', (url: string) => url],
    ['a base URL with a slash', (url: string) => `${url}/`],
    ['a full URL', (url: string) => `${url}/v1/traces`],
    ["Ego's host:port", (url: string) => url.replace('http://', '')],
  ])('understands %s', async (_name, spell) => {
    const collector = await startCollector();
    const exporter = {
      kind: 'otlp-http',
      endpoint: spell(collector.url),
      headers: { 'x-tenant': 'shop' },
    } as const;
    const { traces } = startTraces({ exporter });
    traces.tracer.startSpan('x').end();
    expect(await traces.flush()).toBe(true);
    expect(collector.headers[0]?.['x-tenant']).toBe('shop');
    await traces.shutdown();
    await collector.close();
  });

  it.each(['', 'ftp://host', 'http://', 'not an address', 'grpc://user:secret@host:4317'])(
    'refuses the endpoint %j',
    (endpoint) => {
      const start = (): unknown => startTraces({ exporter: { kind: 'otlp-http', endpoint } });
      expect(start).toThrow(/TRI_TRACES_INVALID_ENDPOINT/);
      expect(start).not.toThrow(/secret/);
    },
  );

  it('warns of the port where collectors expect gRPC', async () => {
    const { traces, said } = startTraces({ exporter: { kind: 'otlp-http', endpoint: 'localhost:4317' } });
    expect(said).toEqual([expect.stringContaining('port 4317')]);
    await traces.shutdown(100);
  });

  it('prints what a collector says without its control characters', async () => {
    const collector = await startCollector('400');
    const { traces, said } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    traces.tracer.startSpan('x').end();
    expect(await traces.flush()).toBe(false);
    expect(said).toEqual(['error: Spans could not be exported and are lost: HTTP 400 no [31m such thing']);
    await traces.shutdown();
    await collector.close();
  });

  it('does not trace its own requests', async () => {
    const suppressed: (string | undefined)[] = [];
    const { traces } = startTraces({
      exporter: {
        kind: 'custom',
        exporter: {
          export(_spans, done) {
            const inner = traces.start(httpClientRequest, 'POST', { attributes: {} });
            suppressed.push(inner.sampled ? 'traced' : 'untraced');
            inner.finish({ failed: false });
            done({ code: 0 });
          },
          shutdown: async () => {},
        },
      },
    });
    traces.tracer.startSpan('x').end();
    await traces.flush();
    expect(suppressed).toEqual(['untraced']);
    expect(traces.counts().ended).toBe(1);
    await traces.shutdown();
  });
});

describe('createTraces', () => {
  it('makes one AsyncLocalStorage and shares the one that is there', async () => {
    const { traces } = startTraces({ registerGlobally: true, conventions: defaultConventions });
    const other = startTraces({ registerGlobally: false }).traces;
    const operation = traces.start(httpServerRequest, 'x', { attributes: {} });
    expect(traces.run(operation.context, () => other.ids()?.spanId)).toBe(operation.spanId);
    await other.shutdown();
    await traces.shutdown();
  });
});
