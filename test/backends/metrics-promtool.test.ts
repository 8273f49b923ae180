import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from '../../src/metrics/index.js';
import { createTestMetrics, parseExposition, textOf } from '../metrics/support.js';
import { hostileText } from '../support/hostile-text.js';
import { describeWith } from '../support/programs.js';
import { checkTextPage, readOpenMetricsPage, type Verdict } from '../support/promtool.js';

const hostile = fc.oneof(hostileText(8), fc.anything());
const measurements = fc.array(fc.tuple(hostile, hostile, fc.double()), { minLength: 1, maxLength: 12 });

const labels = { a: { budget: 2000 }, b: { budget: 2000 } };
const help = 'a "b" \\ \n c';
const definitions = {
  counter: defineCounter({ name: 'custom_hostile_total', help, labels }),
  gauge: defineGauge({ name: 'custom_hostile_bytes', help, labels }),
  histogram: defineHistogram({ name: 'custom_hostile_seconds', help, labels }),
};

async function makePage(
  sets: readonly (readonly [unknown, unknown, number])[],
  accept: string,
): Promise<string> {
  const { metrics } = createTestMetrics({ traceId: () => '4bf92f3577b34da6a3ce929d0e0e4736' });
  for (const [a, b, value] of sets) {
    const set = { a, b } as never;
    (metrics.counter(definitions.counter) as CounterHandle).inc(set, value);
    (metrics.gauge(definitions.gauge) as GaugeHandle).set(set, value);
    (metrics.histogram(definitions.histogram) as HistogramHandle).observe(set, value);
  }
  return textOf(metrics, accept);
}

describeWith(['promtool'], 'promtool (M1)', () => {
  it.each([
    { format: 'text', accept: 'text/plain', pages: 500, judge: checkTextPage },
    { format: 'OpenMetrics', accept: 'application/openmetrics-text', pages: 200, judge: readOpenMetricsPage },
  ])('reads $pages pages of hostile label values in $format and finds nothing', async (setting) => {
    const all = fc.sample(measurements, { numRuns: setting.pages, seed: 11 });
    const refused: Verdict[] = [];
    let samples = 0;
    let exemplars = 0;
    for (let start = 0; start < all.length; start += 2) {
      const pages = await Promise.all(
        all.slice(start, start + 2).map((sets) => makePage(sets, setting.accept)),
      );
      const verdicts = await Promise.all(pages.map(setting.judge));
      refused.push(...verdicts.filter(({ code, text }) => code !== 0 || text !== ''));
      const parsed = pages.flatMap((page) => parseExposition(page).samples);
      samples += parsed.length;
      exemplars += parsed.filter(({ exemplar }) => exemplar !== undefined).length;
    }
    console.log(
      `M1: ${all.length} ${setting.format} pages, ${samples} samples with ${exemplars} exemplars through promtool, ` +
        `${refused.length} refused`,
    );
    expect(refused).toEqual([]);
    expect(exemplars > 0).toBe(setting.format === 'OpenMetrics');
  });

  it('refuses an OpenMetrics page that is broken, so that its silence means something', async () => {
    const page = await makePage([['x', 'y', 1]], 'application/openmetrics-text');
    const verdict = await readOpenMetricsPage(page.replace('a="x"', 'a="x'));
    expect(verdict.code).not.toBe(0);
  });
});
