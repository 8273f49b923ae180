import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineHistogram } from '../../src/catalog/define-metric.js';
import { createMerger } from '../../src/metrics/merge-parts.js';
import { encodeSeries, parseQuestion, parseReply } from '../../src/metrics/messages.js';
import type { PagePart, PartFamily } from '../../src/metrics/page-part.js';
import { createRoundingFloor } from '../../src/metrics/rounding-floor.js';
import { runInSlices } from '../../src/metrics/run-in-slices.js';
import { createTestMetrics } from './support.js';
import { watchLoop } from '../support/loop-watch.mjs';

function family(overrides: Partial<PartFamily>): PartFamily {
  const points = [['', '']] as const;
  return { name: 'm', type: 'gauge', help: 'H.', aggregate: 'sum', points, series: [], ...overrides };
}

function createTestMerger({ seriesBudget = 2000, sampleLimit = 50_000 } = {}) {
  const said: string[] = [];
  const merge = createMerger({
    budget: { series: seriesBudget },
    sampleLimit,
    say: (text) => said.push(text),
  });
  return { said, merge: (...parts: PagePart[]) => runInSlices(merge(parts)) };
}

describe('the parts of several processes', () => {
  it.each([
    { aggregate: 'sum', value: 9 },
    { aggregate: 'avg', value: 3 },
    { aggregate: 'max', value: 5 },
    { aggregate: 'min', value: 1 },
    { aggregate: 'first', value: 3 },
    { aggregate: 'omit', value: undefined },
  ] as const)('become one gauge by $aggregate', async ({ aggregate, value }) => {
    const parts = [3, 1, 5].map((n) => [family({ aggregate, series: [['a="x"', [n]]] })]);
    const [merged] = await createTestMerger().merge(...parts);
    expect(merged?.series[0]?.[1][0]).toBe(value);
  });

  it('keep the info metric of the first process only', async () => {
    const parts = ['a', 'b'].map((start) => [
      family({ aggregate: 'first', series: [[`start="${start}"`, [1]]] }),
    ]);
    const [merged] = await createTestMerger().merge(...parts);
    expect(merged?.series.map(([labels]) => labels)).toEqual(['start="a"']);
  });

  it('leave out a histogram with other buckets, and say so', async () => {
    const histogram = (le: string) =>
      family({ type: 'histogram', points: [['_bucket', `le="${le}"`]], series: [['', [1]]] });
    const { merge, said } = createTestMerger();
    expect((await merge([histogram('1')], [histogram('2')]))[0]?.series).toEqual([['', [1], undefined]]);
    expect(said.length).toBe(1);
  });

  it('stay within the budgets with exact totals that never go down, in 300 random histories', async () => {
    const labels = fc.integer({ min: 0, max: 12 }).map((i) => `a="${i}\\"",b="\\\\"`);
    const step = fc.array(fc.tuple(fc.nat(3), labels, fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
    let pages = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { merge } = createTestMerger({ seriesBudget: 5 });
        const processes = [0, 1, 2, 3].map(() => new Map<string, number>());
        let last = new Map<string, number>();
        for (const increments of steps) {
          for (const [i, key, n] of increments) processes[i]?.set(key, (processes[i].get(key) ?? 0) + n);
          const parts = processes.map((counts) => [
            family({ type: 'counter', series: [...counts].map(([key, n]) => [key, [n]] as const) }),
          ]);
          const [merged] = await merge(...parts);
          const page = new Map(merged?.series.map(([key, [n = 0]]) => [key, n]));
          const total = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);
          expect(total(page)).toBe(processes.reduce((sum, counts) => sum + total(counts), 0));
          expect(page.size).toBeLessThanOrEqual(6);
          for (const [key, n] of last) expect(page.get(key)).toBeGreaterThanOrEqual(n);
          last = page;
          pages++;
        }
      }),
      { numRuns: 300 },
    );
    console.log(`merge: 300 histories, ${pages} pages, totals exact, nothing went down`);
  });

  it('are not lowered by the order of an addition, and are by a real reset', async () => {
    const floor = createRoundingFloor();
    const page = async (value: number) => {
      const [raised] = await runInSlices(floor([family({ type: 'counter', series: [['', [value]]] })]));
      return raised?.series[0]?.[1][0];
    };
    expect(await page(0.1 + 0.2)).toBe(0.30000000000000004);
    expect(await page(0.3)).toBe(0.30000000000000004);
    expect(await page(0.1)).toBe(0.1);
  });

  it('are a page at the cap that is merged in slices of a few milliseconds', async () => {
    const { metrics } = createTestMetrics();
    const labels = { path: { budget: 5000 } };
    for (const name of ['custom_a_seconds', 'custom_b_seconds'] as const) {
      const histogram = metrics.histogram(defineHistogram({ name, help: 'Full.', labels }));
      for (let i = 0; i < 2500; i++) histogram.observe({ path: `/${i}` }, i % 7);
    }
    const part = await metrics.exchange.collect(0);
    metrics.exchange.include(async () => [part, part, part]);
    const { body } = await metrics.page();
    const samples = String(body)
      .split('\n')
      .filter((line) => line.startsWith('custom_'));
    const loop = watchLoop();
    for (let round = 0; round < 5; round++) await metrics.page();
    const { longestMs, longestWallMs } = loop.stop();
    console.log(
      `merge: 4 processes, ${samples.length} samples, loop held for ${longestMs.toFixed(1)} ms of CPU time at most ` +
        `(${longestWallMs.toFixed(1)} ms passed)`,
    );
    expect(samples.length).toBeGreaterThan(40_000);
    expect(longestMs).toBeLessThanOrEqual(25);
  }, 60_000);
});

describe('a message of another process', () => {
  it('survives JSON with numbers that JSON does not have', () => {
    const series = [['', [NaN, Infinity, -Infinity, 5e-324]]] as const;
    const points = ['a', 'b', 'c', 'd'].map((suffix) => [suffix, ''] as const);
    const families = [family({ points, series: series.map(encodeSeries) })];
    const sent = JSON.stringify({ type: 'tricord:metrics:answer', id: 1, isLast: true, families });
    expect(parseReply(JSON.parse(sent))).toEqual({
      type: 'tricord:metrics:answer',
      id: 1,
      isLast: true,
      families: [family({ points, series: [[...series[0], undefined]] })],
    });
  });

  it('can be anything: 20,000 of them are taken or left and never throw', () => {
    const words = fc.constantFrom<unknown>(
      'tricord:metrics:answer',
      'tricord:metrics:ask',
      'type',
      [],
      [['', '']],
    );
    const family = fc.record(
      { name: fc.anything(), points: words, series: fc.anything(), aggregate: fc.constantFrom('sum', 7) },
      { requiredKeys: [] },
    );
    const message = fc.record(
      { type: words, id: fc.nat(), families: fc.array(family), isLast: fc.anything() },
      { requiredKeys: [] },
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message), (value) => {
        if (parseReply(value) !== undefined || parseQuestion(value) !== undefined) taken++;
      }),
      { numRuns: 20_000 },
    );
    console.log(`messages: 20000 tried, ${taken} of them taken`);
  });
});
