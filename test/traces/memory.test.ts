import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import type { Traces } from '../../src/traces/index.js';
import { startCollector } from './otlp-collector.js';
import { imbalance, startTraces } from './start-traces.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function endSpans(traces: Traces, spans: number, length: number): Promise<void> {
  for (let i = 0; i < spans; i++) {
    const attributes = { 'http.route': '/orders/:id', 'order.id': i, note: `${i}`.padEnd(length, 'x') };
    traces.tracer.startSpan('order', { kind: SpanKind.SERVER, attributes }).end();
    if (i % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the span queue', () => {
  it.each([
    { name: '100 KB', length: 100_000, spans: 20_000 },
    { name: '10 MB', length: 10_000_000, spans: 200 },
    { name: 'none', length: 0, spans: 50_000 },
  ])(
    'stays within its bytes with attributes of $name and a collector that hangs',
    async ({ name, length, spans }) => {
      const collector = await startCollector('hang');
      const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
      // The same work without a queue first, so that only the queue is measured and not the caller's garbage.
      const idle = startTraces().traces;
      await endSpans(idle, spans, length);
      await endSpans(traces, 1, 0);
      const heldBefore = heldBytes();
      await endSpans(traces, spans, length);
      const growth = (heldBytes() - heldBefore) / mebibyte;
      const { queued, queuedBytes, dropped } = traces.counts();
      const told = (queuedBytes / mebibyte).toFixed(1);
      console.log(
        `T2 ${name}: ${spans} spans, ${queued} queued, ${dropped} dropped, estimated ${told} MiB, held +${growth.toFixed(1)} MiB`,
      );
      expect(imbalance(traces)).toBe(0);
      expect(queuedBytes).toBeLessThanOrEqual(16 * mebibyte);
      expect(growth).toBeLessThanOrEqual(32);
      await traces.shutdown(50);
      await collector.close();
    },
  );

  it('does not hold the texts that a shorter limit cut', async () => {
    const collector = await startCollector('hang');
    const limits = { valueLength: 100 };
    const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url }, limits });
    const heldBefore = heldBytes();
    await endSpans(traces, 10_000, 4000);
    const { queued, queuedBytes } = traces.counts();
    const growth = (heldBytes() - heldBefore) / mebibyte;
    console.log(`T2 texts of 4,000 characters cut at 100: ${queued} queued, held +${growth.toFixed(1)} MiB`);
    expect(queued).toBe(10_000);
    expect(growth).toBeLessThanOrEqual(queuedBytes / mebibyte);
    await traces.shutdown(50);
    await collector.close();
  });

  it('cuts no character in two', async () => {
    const collector = await startCollector();
    const { traces } = startTraces({
      exporter: { kind: 'otlp-http', endpoint: collector.url },
      limits: { valueLength: 5 },
    });
    traces.tracer
      .startSpan('a', { attributes: { short: 'four\u{1f600}', list: ['four\u{1f600}', 'x'] } })
      .end();
    traces.tracer.startSpan('b', { attributes: { long: 'four\u{1f600}'.padEnd(10_000, 'x') } }).end();
    expect(await traces.flush()).toBe(true);
    expect(collector.spans.map(({ attributes }) => attributes)).toEqual([
      { short: 'four\ufffd', list: ['four\ufffd', 'x'] },
      { long: 'four\ufffd' },
    ]);
    expect(collector.violations).toEqual([]);
    await traces.shutdown();
    await collector.close();
  });

  it('cuts texts at 4 KiB with a mark before they leave', async () => {
    const collector = await startCollector();
    const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    const span = traces.tracer.startSpan('n'.repeat(10_000));
    span.setAttribute('long', 'é'.repeat(5000));
    span.setAttribute('again', 'x'.repeat(5000));
    span.setAttribute('again', 'y'.repeat(6000));
    span.setAttribute('wide', `${'x'.repeat(4068)}${'\u{1f600}'.repeat(1000)}`);
    span.setAttribute(
      'list',
      Array.from({ length: 100_000 }, (_, i) => `item ${i}`),
    );
    span.setAttribute(
      'numbers',
      Array.from({ length: 100_000 }, (_, i) => i),
    );
    span.recordException(new Error('m'.repeat(100_000)));
    span.end();
    expect(await traces.flush()).toBe(true);
    const [received] = collector.spans;
    const long = String(received?.attributes['long']);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(4096);
    expect(long).toMatch(/^é+\.{3} \(cut, 5000 characters\)$/);
    expect(received?.attributes['again']).toBe(`${'y'.repeat(4070)}... (cut, 6000 characters)`);
    expect(received?.attributes['wide']).toBe(`${'x'.repeat(4068)}... (cut, 6068 characters)`);
    expect(received?.name).toMatch(/^n+\.{3} \(cut, 10000 characters\)$/);
    expect((received?.attributes['list'] as string[]).at(-1)).toBe('... (cut, 100000 elements)');
    expect((received?.attributes['numbers'] as unknown[]).length).toBe(513);
    expect(String(received?.events[0]?.attributes['exception.message'])).toHaveLength(4096);
    expect(collector.violations).toEqual([]);
    await traces.shutdown();
    await collector.close();
  });
});
