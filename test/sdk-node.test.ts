import { type Context, context, ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it } from 'vitest';
import { httpServerRequest } from '../src/catalog/http-operations.js';
import { okOutcome, errorOutcome } from '../src/catalog/outcome.js';
import { sqlClientQuery } from '../src/catalog/sql-operations.js';
import { startOperation } from '../src/operation.js';
import { createSdkConfiguration, type SdkConfiguration } from '../src/sdk-node.js';
import type { SettingsInput } from '../src/settings/index.js';
import { createSpanRecorder } from '../src/traces/span-recorder.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** OTel's SDK as NodeSDK makes it of the configuration, without the second that loading NodeSDK takes. */
function startSdk(traces: SettingsInput['traces'] = {}) {
  const recorder = createSpanRecorder();
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const configuration: SdkConfiguration = createSdkConfiguration({
    service: { name: 'orders' },
    traces,
    env: {},
    sinks: {
      traces: { kind: 'custom', exporter: recorder.exporter },
      logs: { kind: 'custom', write } as never,
    },
  });
  const { telemetry, contextManager, spanLimits, sampler, spanProcessors, resource, idGenerator } =
    configuration;
  if (contextManager !== undefined) context.setGlobalContextManager(contextManager.enable());
  const provider = new BasicTracerProvider({ sampler, spanProcessors, resource, idGenerator, spanLimits });
  open.push(async () => {
    await telemetry.shutdown();
    context.disable();
    trace.disable();
  });
  const spans = async () => (await telemetry.traces.flush(), recorder.spans());
  return { telemetry, configuration, tracer: provider.getTracer('instrumentation'), spans };
}

const headers = (traceparent: string) => ({ traceparent });
const getter = { get: (from: Record<string, string>, key: string) => from[key], keys: () => [] };
const remote = `00-${'a'.repeat(32)}-${'b'.repeat(16)}`;
const http = { 'http.request.method': 'GET', 'url.path': '/orders' };
const serverFacts = { component: 'server.http', name: 'server.http', peer: '' };
const within = <Result>(span: Span, fn: () => Result): Result =>
  context.with(trace.setSpan(context.active(), span), fn);

describe('the configuration for NodeSDK', () => {
  it('brings spans of the SDK into the same queue and the same counts', async () => {
    const { telemetry, tracer, spans } = startSdk();
    const outer = tracer.startSpan('sdk outer');
    within(outer, () => {
      const inner = telemetry.tracer.startSpan('ours');
      within(inner, () => tracer.startSpan('sdk inner').end());
      inner.end();
    });
    expect(telemetry.traces.counts()).toMatchObject({ open: 1, ended: 2 });
    outer.end();
    const byName = Object.fromEntries((await spans()).map((span) => [span.name, span]));
    expect(byName['ours']?.parentSpanId).toBe(byName['sdk outer']?.spanId);
    expect(byName['sdk inner']?.parentSpanId).toBe(byName['ours']?.spanId);
    expect(telemetry.traces.counts()).toMatchObject({ open: 0, ended: 3, exported: 3, queued: 0 });
  });

  it("gives log lines and exemplars the ids of the SDK's span", () => {
    const { telemetry, tracer } = startSdk();
    const span = tracer.startSpan('sdk');
    const { traceId, spanId } = span.spanContext();
    within(span, () => {
      expect(telemetry.traces.ids()).toEqual({ traceId, spanId });
      expect(telemetry.traces.sampledTraceId()).toBe(traceId);
    });
    span.end();
  });

  it('records one server span when an adapter and an instrumentation see the same request', async () => {
    const { telemetry, configuration, tracer, spans } = startSdk();
    const { textMapPropagator } = configuration;
    const parent = textMapPropagator.extract(ROOT_CONTEXT, headers(`${remote}-01`), getter);
    const operation = startOperation(telemetry, httpServerRequest, { ...serverFacts, parent });
    operation.run(() => {
      const extracted = textMapPropagator.extract(ROOT_CONTEXT, headers(`${remote}-01`), getter);
      const twin = tracer.startSpan('GET', { kind: SpanKind.SERVER, attributes: http }, extracted);
      context.with(trace.setSpan(extracted, twin), () => {
        expect(telemetry.traces.ids()?.traceId).toBe('a'.repeat(32));
        tracer.startSpan('handler').end();
        telemetry.tracer.startSpan('own').end();
      });
      twin.end();
    });
    operation.identify('GET./orders');
    operation.end(okOutcome);
    const ended = await spans();
    expect(ended.map(({ name }) => name).sort()).toEqual(['GET./orders', 'handler', 'own']);
    const server = ended.find(({ kind }) => kind === 'server');
    expect(server?.parentSpanId).toBe('b'.repeat(16));
    const children = ended.filter((span) => span !== server);
    expect(children.map(({ parentSpanId }) => parentSpanId)).toEqual([server?.spanId, server?.spanId]);
  });

  it('records one client span for one call, once, and none for calls of another kind', async () => {
    const { telemetry, tracer, spans } = startSdk();
    const facts = { component: 'pg', name: 'pg', peer: 'db', method: 'SELECT' };
    const client = { kind: SpanKind.CLIENT, attributes: { 'db.system': 'postgresql' } };
    const operation = startOperation(telemetry, sqlClientQuery, facts);
    tracer.startSpan('dns', { kind: SpanKind.CLIENT, attributes: { 'dns.question.name': 'db' } }).end();
    tracer.startSpan('twin', client).end();
    tracer.startSpan('another', client).end();
    operation.end(okOutcome);
    await Promise.resolve();
    tracer.startSpan('later', client).end();
    expect((await spans()).map(({ name }) => name).sort()).toEqual(['SELECT', 'another', 'dns', 'later']);
  });

  it('does not tell a callee twice of its caller', () => {
    const { telemetry, configuration, tracer } = startSdk();
    const operation = startOperation(telemetry, sqlClientQuery, {
      component: 'pg',
      name: 'pg',
      peer: 'db',
      method: 'SELECT',
    });
    const twin = tracer.startSpan('twin', { kind: SpanKind.CLIENT, attributes: { 'db.system': 'pg' } });
    const set = { set: (to: string[], key: string) => void to.push(key) };
    const told = (inside: Context): string[] => {
      const keys: string[] = [];
      configuration.textMapPropagator.inject(inside, keys, set);
      return keys;
    };
    const adopted = configuration.textMapPropagator.extract(ROOT_CONTEXT, {} as never, getter);
    expect(told(trace.setSpan(ROOT_CONTEXT, twin))).toEqual([]);
    expect(told(trace.setSpan(adopted, twin).setValue(Symbol.for('x'), 1))).toEqual([]);
    expect(told(operation.context)).toContain('traceparent');
    operation.end(okOutcome);
  });

  it.each<[string, SettingsInput['traces'], string, number]>([
    ['the ratio', { sampleRatio: 0, keepErrors: false, keepSlow: false }, '', 0],
    [
      'a route by its path',
      { sampleRatio: 0, keepErrors: false, keepSlow: false, routes: { 'GET./orders': 1 } },
      '',
      1,
    ],
    ['a sampled caller', { sampleRatio: 0, keepErrors: false, keepSlow: false }, `${remote}-01`, 1],
    ['an unsampled caller', { sampleRatio: 1, keepErrors: false, keepSlow: false }, `${remote}-00`, 0],
    ['the edge, where no caller decides', { sampleRatio: 1, edge: true }, `${remote}-00`, 1],
  ])('samples spans of the SDK by %s', async (_by, traces, traceparent, expected) => {
    const { configuration, tracer, spans } = startSdk(traces);
    const from = traceparent === '' ? {} : headers(traceparent);
    const parent = configuration.textMapPropagator.extract(ROOT_CONTEXT, from as never, getter);
    tracer.startSpan('GET', { kind: SpanKind.SERVER, attributes: http }, parent).end();
    const ended = await spans();
    expect(ended).toHaveLength(expected);
    if (traces?.edge === true) expect(ended[0]?.traceId).not.toBe('a'.repeat(32));
  });

  it('keeps a trace that was not sampled when an operation of ours fails inside a span of the SDK', async () => {
    const { telemetry, tracer, spans } = startSdk({ sampleRatio: 0 });
    for (const outcome of [okOutcome, errorOutcome]) {
      const server = tracer.startSpan('GET', { kind: SpanKind.SERVER, attributes: http });
      within(server, () => {
        startOperation(telemetry, sqlClientQuery, {
          component: 'pg',
          name: 'pg',
          peer: 'db',
          method: outcome.result,
        }).end(outcome);
      });
      server.end();
    }
    const ended = await spans();
    expect(ended.map(({ name }) => name).sort()).toEqual(['GET', 'failed']);
    expect(ended.find(({ name }) => name === 'GET')?.attributes['tricord.kept_for']).toBe('error');
  });
});
