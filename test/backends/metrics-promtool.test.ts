import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from '../../src/metrics/index.js';
import { createTestMetrics, textOf } from '../metrics/support.js';
import { describeWith } from '../support/programs.js';

const tokens = [
  '"',
  '\\',
  '\n',
  '\\n',
  ',',
  '=',
  '{',
  '}',
  '} 1\nup{x="',
  '# EOF',
  '# TYPE',
  '\r',
  '\0',
  'é',
];
const hostile = fc.oneof(
  fc
    .array(fc.constantFrom(...tokens, '\ud800', '\ufeff', ' '), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.anything(),
);

const labels = { a: { budget: 2000 }, b: { budget: 2000 } };
const help = 'a "b" \\ \n c';
const definitions = {
  counter: defineCounter({ name: 'custom_hostile_total', help, labels }),
  gauge: defineGauge({ name: 'custom_hostile_bytes', help, labels }),
  histogram: defineHistogram({ name: 'custom_hostile_seconds', help, labels }),
};

async function makePage(sets: readonly (readonly [unknown, unknown, number])[]): Promise<string> {
  const { metrics } = createTestMetrics();
  for (const [a, b, value] of sets) {
    const set = { a, b } as never;
    (metrics.counter(definitions.counter) as CounterHandle).inc(set, value);
    (metrics.gauge(definitions.gauge) as GaugeHandle).set(set, value);
    (metrics.histogram(definitions.histogram) as HistogramHandle).observe(set, value);
  }
  return textOf(metrics);
}

async function judge(page: string): Promise<{ code: number; text: string }> {
  const promtool = spawn('promtool', ['check', 'metrics']);
  let text = '';
  for (const stream of [promtool.stdout, promtool.stderr]) stream.on('data', (chunk) => (text += chunk));
  promtool.stdin.end(page);
  const [code] = (await once(promtool, 'close')) as [number];
  return { code, text };
}

describeWith(['promtool'], 'promtool (M1)', () => {
  it('reads 500 pages of hostile label values and finds nothing to lint', async () => {
    const sets = fc.array(fc.tuple(hostile, hostile, fc.double()), { minLength: 1, maxLength: 12 });
    const pages = fc.sample(sets, { numRuns: 500, seed: 11 });
    const refused: string[] = [];
    let samples = 0;
    for (let start = 0; start < pages.length; start += 2) {
      const texts = await Promise.all(pages.slice(start, start + 2).map(makePage));
      const verdicts = await Promise.all(texts.map(judge));
      samples += texts
        .join('')
        .split('\n')
        .filter((line) => !line.startsWith('#')).length;
      refused.push(...verdicts.filter(({ code, text }) => code !== 0 || text !== '').map(({ text }) => text));
    }
    console.log(`M1: ${pages.length} pages, ${samples} samples through promtool, ${refused.length} refused`);
    expect(refused).toEqual([]);
  });
});
