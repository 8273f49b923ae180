import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/programs.js';
import { exampleTrace, recordExample } from '../support/example-trace.js';
import { type OtelCollector, startOtelCollector } from '../support/otel-collector.js';
import { waitUntil } from '../support/wait-until.js';
import type { TraceExporterOptions } from '../../src/traces/index.js';
import { type OtlpCollector, startCollector } from '../traces/otlp-collector.js';
import { imbalance, startTraces } from '../traces/start-traces.js';

const ways: readonly [name: string, exporter: (collector: OtelCollector) => TraceExporterOptions][] = [
  ['OTLP/HTTP as JSON', ({ otlpHttp }) => ({ kind: 'otlp-http', endpoint: otlpHttp, protocol: 'json' })],
  [
    'OTLP/HTTP as protobuf',
    ({ otlpHttp }) => ({ kind: 'otlp-http', endpoint: otlpHttp, protocol: 'protobuf' }),
  ],
  ['OTLP/gRPC', ({ otlpGrpc }) => ({ kind: 'otlp-grpc', endpoint: otlpGrpc })],
];
const kinds = { internal: 1, server: 2, client: 3 } as const;

describeWith(['otelcol'], 'a real OpenTelemetry Collector', () => {
  let collector: OtelCollector;
  let behind: OtlpCollector;
  beforeAll(async () => {
    behind = await startCollector();
    collector = await startOtelCollector(behind.url);
  });
  afterAll(async () => {
    await collector.close();
    await behind.close();
  });

  it.each(ways)('passes on the same trace that it was sent by %s', async (_name, exporter) => {
    const { traces, said } = startTraces({ exporter: exporter(collector) });
    const traceId = recordExample(traces);
    expect(await traces.flush()).toBe(true);
    const arrived = () => behind.spans.filter((span) => span.traceId === traceId);
    await waitUntil(
      () => arrived().length >= exampleTrace.length,
      'the collector passed on the trace',
      30_000,
    );
    const spans = arrived();
    for (const expected of exampleTrace) {
      const span = spans.find(({ name }) => name === expected.name);
      expect(span?.kind).toBe(kinds[expected.kind]);
      expect(spans.find(({ spanId }) => spanId === span?.parentSpanId)?.name ?? '').toBe(expected.parent);
      expect({ ...span?.attributes }).toMatchObject(expected.attributes);
      expect(span?.status).toEqual({ code: expected.failed ? 2 : 0, message: expected.message });
      expect(
        Object.fromEntries((span?.events ?? []).map(({ name, attributes }) => [name, { ...attributes }])),
      ).toMatchObject(expected.events);
      expect(span?.resource['service.name']).toBe('orders');
    }
    expect(spans.find(({ name }) => name === 'price')?.links).toEqual([
      { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
    ]);
    expect(said).toEqual([]);
    expect(imbalance(traces)).toBe(0);
    await traces.shutdown();
  });
});
