import { afterEach, describe, expect, it } from 'vitest';
import { checkTraces } from '../../src/traces/index.js';
import { waitUntil } from '../support/wait-until.js';
import { type CollectorMode, type OtlpCollector, startCollector } from './otlp-collector.js';
import { startTraces } from './start-traces.js';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act();
});

async function collect(mode: CollectorMode = 'ok'): Promise<OtlpCollector> {
  const collector = await startCollector(mode);
  cleanUp.push(() => collector.close());
  return collector;
}

const to = ({ url }: OtlpCollector) =>
  ({ kind: 'otlp-http', endpoint: url, protocol: 'json', timeoutMs: 300 }) as const;

describe('exportTo', () => {
  it('loses no span of 20,000 that end while the collector changes 20 times', async () => {
    const collectors = [await collect(), await collect()];
    const queue = { spans: 50_000, delayMs: 5 };
    const { traces } = startTraces({ exporter: to(collectors[0] as OtlpCollector), queue });
    cleanUp.push(() => traces.shutdown());
    for (let i = 0; i < 20_000; i++) {
      traces.tracer.startSpan(`span ${i}`).end();
      if (i % 1000 === 999) {
        traces.exportTo({ exporter: to(collectors[(i / 1000) & 1] as OtlpCollector), queue });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    expect(await traces.flush()).toBe(true);
    const received = collectors.flatMap(({ spans }) => spans.map(({ name }) => name));
    const each = collectors.map(({ spans }) => spans.length);
    console.log(`exportTo: 20,000 spans, ${each.join(' + ')} received, ${new Set(received).size} distinct`);
    expect([received.length, new Set(received).size]).toEqual([20_000, 20_000]);
    expect(traces.counts()).toMatchObject({
      ended: 20_000,
      exported: 20_000,
      dropped: 0,
      failed: 0,
      queued: 0,
    });
    expect(Math.min(...each)).toBeGreaterThan(0);
  });

  it('sends what waits for a dead collector to the new one', async () => {
    const [dead, alive] = [await collect('503'), await collect()];
    const { traces } = startTraces({ exporter: to(dead), queue: { delayMs: 5 } });
    cleanUp.push(() => traces.shutdown());
    for (let i = 0; i < 100; i++) traces.tracer.startSpan('waits').end();
    await waitUntil(() => dead.counts.requests > 0, 'the dead one was tried');
    traces.exportTo({ exporter: to(alive) });
    expect(await traces.flush()).toBe(true);
    expect(alive.spans).toHaveLength(100);
    expect(traces.counts()).toMatchObject({ ended: 100, exported: 100, failed: 0 });
  });

  it('switches exporting off and on', async () => {
    const collector = await collect();
    const { traces } = startTraces({});
    cleanUp.push(() => traces.shutdown());
    traces.tracer.startSpan('before').end();
    traces.exportTo({ exporter: to(collector) });
    traces.tracer.startSpan('on').end();
    traces.exportTo({});
    const off = traces.tracer.startSpan('off');
    expect(off.spanContext().traceFlags).toBe(0);
    off.end();
    traces.exportTo({ exporter: to(collector) });
    traces.tracer.startSpan('on again').end();
    expect(await traces.flush()).toBe(true);
    expect(collector.spans.map(({ name }) => name)).toEqual(['on', 'on again']);
  });

  it('refuses an address that is none, and goes on', async () => {
    const collector = await collect();
    const { traces } = startTraces({ exporter: to(collector) });
    cleanUp.push(() => traces.shutdown());
    const bad = { kind: 'otlp-http', endpoint: 'ftp://x' } as const;
    expect(() => traces.exportTo({ exporter: bad })).toThrow('TRI_TRACES_INVALID_ENDPOINT');
    expect(() => checkTraces({ exporter: bad, sampleRatio: 1 })).toThrow('TRI_TRACES_INVALID_ENDPOINT');
    traces.tracer.startSpan('still').end();
    expect(await traces.flush()).toBe(true);
    expect(collector.spans).toHaveLength(1);
  });
});
