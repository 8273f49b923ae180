import { afterAll, describe, expect, it } from 'vitest';
import { httpServerRequest } from '../../src/catalog/http-operations.js';
import type { Traces } from '../../src/traces/index.js';
import { type CollectorMode, startCollector } from './otlp-collector.js';
import { imbalance, startTraces } from './start-traces.js';

const spansPerCell = 20_000;
const rows: string[] = [];

afterAll(() => console.log(rows.join('\n')));

function endSpans(traces: Traces, count: number): void {
  for (let i = 0; i < count; i++) {
    const span = traces.start(httpServerRequest, 'GET./orders/:id', {
      attributes: {
        httpMethod: 'GET',
        httpRoute: '/orders/:id',
        urlPath: `/orders/${i}`,
        httpStatusCode: 200,
      },
    });
    span.finish({ failed: false });
  }
}

/** Ends spans at 9,000 a second and returns how often the identity did not hold. */
async function endSteadily(traces: Traces): Promise<number> {
  let broken = 0;
  let done = 0;
  const startedAt = performance.now();
  while (done < spansPerCell) {
    const due = Math.min(spansPerCell, Math.ceil((performance.now() - startedAt) * 9));
    endSpans(traces, due - done);
    done = due;
    if (imbalance(traces) !== 0) broken++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (imbalance(traces) !== 0) broken++;
  }
  return broken;
}

describe('createTraces', () => {
  const cells: CollectorMode[] = [
    ...(['ok', 'slow', 'refused', '503', '503+retry-after'] as const),
    ...(['400', 'partial', 'hang', 'reset', 'garbage'] as const),
  ];

  it.concurrent.each(cells)('accounts for every span with a collector that is: %s', async (mode) => {
    const collector = await startCollector(mode);
    const exporter = { kind: 'otlp-http', endpoint: collector.url } as const;
    // Ten cells and their collectors share one thread, so those who answer at once get room for its hiccups.
    const isHealthy = mode === 'ok' || mode === 'garbage';
    const isPrompt = isHealthy || mode === 'partial' || mode === '400';
    const room = isPrompt ? { queue: { bytes: 2 ** 26, spans: spansPerCell } } : {};
    const { traces } = startTraces({ exporter, ...room });
    const broken = await endSteadily(traces);
    // A machine under load must not make the deadline of the shutdown the subject of such a cell.
    if (isPrompt) await traces.flush(30_000);
    const stoppingAt = performance.now();
    await traces.shutdown(1500);
    const stopMs = performance.now() - stoppingAt;
    endSpans(traces, 100);
    const counts = traces.counts();
    await collector.close();
    rows.push(
      `T1 ${mode.padEnd(15)} ${JSON.stringify(counts)} received ${collector.spans.length}, stop ${stopMs.toFixed(0)} ms`,
    );
    expect({ broken, imbalance: imbalance(traces), ended: counts.ended, queued: counts.queued }).toEqual({
      broken: 0,
      imbalance: 0,
      ended: spansPerCell + 100,
      queued: 0,
    });
    expect(counts.queuedBytes).toBe(0);
    expect(counts.dropped).toBeGreaterThanOrEqual(100);
    expect(collector.violations).toEqual([]);
    expect(collector.counts.maxAtOnce).toBeLessThanOrEqual(1);
    expect(stopMs).toBeLessThan(2000);
    expect(collector.counts.rejected).toBe(counts.rejected);
    if (mode === '503+retry-after') expect(collector.counts.requests).toBeLessThanOrEqual(3);
    if (mode !== 'slow') expect(collector.spans).toHaveLength(counts.exported);
    if (isHealthy) expect(counts.exported).toBe(spansPerCell);
  });

  it('accounts for a burst of 50,000 spans in one tick', async () => {
    const collector = await startCollector();
    const { traces, said } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    endSpans(traces, 50_000);
    expect(imbalance(traces)).toBe(0);
    const { dropped } = traces.counts();
    expect(await traces.flush()).toBe(true);
    await traces.shutdown();
    await collector.close();
    rows.push(`T1 burst           ${JSON.stringify(traces.counts())} received ${collector.spans.length}`);
    expect(imbalance(traces)).toBe(0);
    expect(new Set(collector.spans.map((span) => span.spanId)).size).toBe(50_000 - dropped);
    expect(said.filter((text) => text.includes('queue is full'))).toHaveLength(1);
  });

  it('accounts for an outage: what the queue holds arrives once the collector is back', async () => {
    const collector = await startCollector('refused');
    const { traces, said } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    endSpans(traces, 1600);
    expect(await traces.flush(700)).toBe(false);
    expect(traces.counts()).toMatchObject({ ended: 1600, queued: 1600, failed: 0 });
    await collector.setMode('ok');
    expect(await traces.flush(8000)).toBe(true);
    await traces.shutdown();
    await collector.close();
    rows.push(`T6 outage          ${JSON.stringify(traces.counts())} received ${collector.spans.length}`);
    expect(collector.spans).toHaveLength(1600);
    expect(said.some((text) => text.includes('are kept'))).toBe(true);
    expect(said).toContain('info: Spans are exported again.');
  });
});

describe('flush', () => {
  it('resolves true only when everything is delivered, with a batch in flight', async () => {
    const collector = await startCollector('slow', 20);
    const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    let delivered = 0;
    for (let round = 1; round <= 200; round++) {
      endSpans(traces, 5);
      const flushed = traces.flush();
      if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      endSpans(traces, 1);
      if ((await flushed) && collector.spans.length >= traces.counts().ended - 1) delivered++;
    }
    await traces.shutdown();
    await collector.close();
    rows.push(`T5 flush           ${delivered} of 200 true with everything delivered`);
    expect(delivered).toBe(200);
    expect(collector.spans).toHaveLength(1200);
  });

  it('resolves false at the time limit and counts what is still queued', async () => {
    const collector = await startCollector('hang');
    const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    endSpans(traces, 10);
    const startedAt = performance.now();
    expect(await traces.flush(300)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(600);
    expect(traces.counts().queued).toBe(10);
    await traces.shutdown(100);
    await collector.close();
    expect(traces.counts()).toMatchObject({ queued: 0, failed: 10 });
  });

  it('resolves false when the collector rejects a part', async () => {
    const collector = await startCollector('partial');
    const { traces, said } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
    endSpans(traces, 10);
    expect(await traces.flush()).toBe(false);
    expect(traces.counts()).toMatchObject({ exported: 3, rejected: 7 });
    expect(said).toContain('warn: The collector rejected spans: too old');
    await traces.shutdown();
    await collector.close();
  });

  it('resolves true at once without an exporter', async () => {
    const { traces } = startTraces();
    endSpans(traces, 3);
    expect(await traces.flush()).toBe(true);
    expect(traces.counts().ended).toBe(0);
    await traces.shutdown();
  });
});

describe('shutdown', () => {
  it.concurrent.each(['hang', 'refused', '503', 'slow', 'reset'] as const)(
    'ends within half a second after its deadline when the collector is: %s',
    async (mode) => {
      const collector = await startCollector(mode, 3000);
      const { traces } = startTraces({ exporter: { kind: 'otlp-http', endpoint: collector.url } });
      endSpans(traces, 3000);
      const startedAt = performance.now();
      await Promise.all([traces.shutdown(2000), traces.shutdown(2000)]);
      const tookMs = performance.now() - startedAt;
      rows.push(
        `T4 ${mode.padEnd(15)} shutdown(2000) took ${tookMs.toFixed(0)} ms ${JSON.stringify(traces.counts())}`,
      );
      await collector.close();
      expect(tookMs).toBeLessThan(2500);
      expect(imbalance(traces)).toBe(0);
      expect(traces.counts().queued).toBe(0);
    },
  );

  it.each([
    ['never calls back', () => {}],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    [
      'calls back twice',
      (_spans: unknown, done: (result: { code: number }) => void) => (done({ code: 0 }), done({ code: 1 })),
    ],
    ['calls back with nothing', (_spans: unknown, done: (result: never) => void) => done(undefined as never)],
  ])('survives an exporter that %s', async (_name, act) => {
    const exporter = { export: act as never, shutdown: () => new Promise<void>(() => {}) };
    const { traces } = startTraces({ exporter: { kind: 'custom', exporter } });
    endSpans(traces, 600);
    const startedAt = performance.now();
    await traces.shutdown(300);
    expect(performance.now() - startedAt).toBeLessThan(800);
    expect(imbalance(traces)).toBe(0);
    expect(traces.counts().queued).toBe(0);
  });
});
