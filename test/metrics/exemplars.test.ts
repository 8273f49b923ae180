import { describe, expect, it } from 'vitest';
import { defineCounter, defineHistogram } from '../../src/catalog/define-metric.js';
import { createTestTelemetry } from '../../src/testing/index.js';

const help = 'Measured within a span.';
const orders = defineCounter({ name: 'custom_traced_orders_total', help });
const wait = defineHistogram({ name: 'custom_traced_wait_seconds', help });

/** Measures within a span and returns the exemplars of the OpenMetrics page, and the id of the trace. */
async function measureWithin(sampleRatio: number): Promise<{ traceId: string; exemplars: string[] }> {
  const telemetry = createTestTelemetry({ traces: { sampleRatio } });
  const traceId = telemetry.tracer.startActiveSpan('checkout', (span) => {
    telemetry.metrics.counter(orders).inc();
    telemetry.metrics.histogram(wait).observe(0.3);
    span.end();
    return span.spanContext().traceId;
  });
  const { body } = await telemetry.metrics.page({ accept: 'application/openmetrics-text' });
  await telemetry.shutdown();
  const found = String(body).matchAll(/^(custom_traced_\w+(?:\{[^}]*\})?) \S+ # \{tid="(\w+)"\}/gm);
  return { traceId, exemplars: [...found].map(([, sample, id]) => `${sample} ${id}`) };
}

describe('an exemplar of a measurement within a span', () => {
  it('is the id of its trace, on the counter and on the bucket', async () => {
    const { traceId, exemplars } = await measureWithin(1);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(exemplars).toEqual([
      `custom_traced_orders_total ${traceId}`,
      `custom_traced_wait_seconds_bucket{le="0.5"} ${traceId}`,
    ]);
  });

  it('is not there when nobody keeps the trace', async () => {
    const { exemplars } = await measureWithin(0);
    expect(exemplars).toEqual([]);
  });
});
