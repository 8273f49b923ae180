import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/programs.js';
import { type ExpectedSpan, exampleTrace, recordExample } from '../support/example-trace.js';
import {
  type Jaeger,
  type JaegerSpan,
  type JaegerTag,
  type JaegerTrace,
  startJaeger,
} from '../support/jaeger.js';
import type { TraceExporterOptions } from '../../src/traces/index.js';
import { imbalance, startTraces } from '../traces/start-traces.js';

const ways: readonly [name: string, exporter: (jaeger: Jaeger) => TraceExporterOptions][] = [
  ['OTLP/HTTP as JSON', ({ otlpHttp }) => ({ kind: 'otlp-http', endpoint: otlpHttp, protocol: 'json' })],
  [
    'OTLP/HTTP as protobuf',
    ({ otlpHttp }) => ({ kind: 'otlp-http', endpoint: otlpHttp, protocol: 'protobuf' }),
  ],
  ['OTLP/gRPC', ({ otlpGrpc }) => ({ kind: 'otlp-grpc', endpoint: otlpGrpc })],
  ["Jaeger's agent by UDP", ({ agent }) => ({ kind: 'jaeger', endpoint: agent })],
  ["Jaeger's collector by HTTP", ({ collector }) => ({ kind: 'jaeger', endpoint: collector })],
];

/** Only what the example says; Jaeger and its exporter add tags of their own. */
function read(found: JaegerTrace, span: JaegerSpan, expected: ExpectedSpan): ExpectedSpan {
  const tags = toRecord(span.tags);
  const parent = span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID;
  const pick = (from: Readonly<Record<string, unknown>>, keys: object): Record<string, never> =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, from[key] as never]));
  const events = span.logs.map(({ fields }) => {
    const { event, message, ...rest } = toRecord(fields);
    const name = String(event ?? message);
    return [name, pick(rest, expected.events[name] ?? {})] as const;
  });
  return {
    name: span.operationName,
    kind: (tags['span.kind'] ?? 'internal') as ExpectedSpan['kind'],
    parent: found.spans.find(({ spanID }) => spanID === parent)?.operationName ?? '',
    attributes: pick(tags, expected.attributes),
    failed: tags['error'] === true && tags['otel.status_code'] === 'ERROR',
    message: String(tags['otel.status_description'] ?? ''),
    events: Object.fromEntries(events),
  };
}

function toRecord(tags: readonly JaegerTag[]): Record<string, unknown> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

describeWith(['jaeger'], 'a real Jaeger', () => {
  let jaeger: Jaeger;
  beforeAll(async () => {
    jaeger = await startJaeger();
  });
  afterAll(() => jaeger.close());

  it.each(ways)('gives the same trace back by its query API when it came by %s', async (_name, exporter) => {
    const { traces, said } = startTraces({
      exporter: exporter(jaeger),
      service: { name: 'orders', version: '1.2.3' },
    });
    const traceId = recordExample(traces);
    expect(await traces.flush()).toBe(true);
    const found = await jaeger.trace(traceId, exampleTrace.length);
    await traces.shutdown();
    expect(said).toEqual([]);
    expect(found.spans.map((span) => span.operationName).sort()).toEqual(
      exampleTrace.map(({ name }) => name).sort(),
    );
    for (const expected of exampleTrace) {
      const span = found.spans.find(({ operationName }) => operationName === expected.name) as JaegerSpan;
      expect(read(found, span, expected)).toEqual(expected);
      expect(found.processes[span.processID]?.serviceName).toBe('orders');
      expect(span.traceID).toBe(traceId);
      expect(Math.abs(span.startTime / 1000 - Date.now())).toBeLessThan(60_000);
    }
    const price = found.spans.find(({ operationName }) => operationName === 'price');
    expect(price?.references).toContainEqual(
      expect.objectContaining({ refType: 'FOLLOWS_FROM', traceID: 'a'.repeat(32), spanID: 'b'.repeat(16) }),
    );
    expect(imbalance(traces)).toBe(0);
    expect(traces.counts()).toMatchObject({ ended: 3, exported: 3 });
  });

  it('is told alone of the span that no datagram of the agent can hold', async () => {
    const { traces, said } = startTraces({ exporter: { kind: 'jaeger', endpoint: jaeger.agent } });
    const large = traces.tracer.startSpan('large');
    for (let i = 0; i < 20; i++) large.setAttribute(`text ${i}`, 'x'.repeat(4000));
    large.end();
    const traceId = recordExample(traces);
    expect(await traces.flush()).toBe(false);
    expect((await jaeger.trace(traceId, 3)).spans).toHaveLength(3);
    expect(traces.counts()).toMatchObject({ ended: 4, exported: 3, rejected: 1 });
    expect(said).toContain('warn: The collector rejected spans: too large for a datagram of the agent');
    await traces.shutdown();
  });
});
