import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { createGovernor } from '../../src/governor/index.js';
import type { Metrics } from '../../src/metrics/index.js';
import { createTelemetry, type Telemetry } from '../../src/telemetry.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

/** What a scrape configuration allows a target. */
const limits = { sample_limit: 60_000, body_size_limit: '16MB', label_value_length_limit: 1024 };

/** Enough for a page of the largest size on a machine that is busy with something else. */
const patience = { scrape_interval: '4s', scrape_timeout: '4s' };

const labels = { tenant: { budget: 2_000_000 }, path: { budget: 2_000_000 } };
const help = 'Flooded.';
const flood = {
  counter: defineCounter({ name: 'custom_flood_total', help, labels }),
  gauge: defineGauge({ name: 'custom_flood_bytes', help, labels }),
  histogram: defineHistogram({ name: 'custom_flood_seconds', help, labels }),
};

/** Tries 2,000 label sets on each of 200 counters and 100,000 on each type, with label values of some length. */
function fill(metrics: Metrics, length: number): number {
  const value = (i: number) => `t${i}`.padEnd(length, '"\\é');
  for (let i = 0; i < 100_000; i++) {
    const set = { tenant: value(i), path: '/' };
    metrics.counter(flood.counter).inc(set);
    metrics.gauge(flood.gauge).set(set, i);
    metrics.histogram(flood.histogram).observe(set, 1);
  }
  for (let n = 0; n < 200; n++) {
    const counter = metrics.counter(
      defineCounter({ name: `custom_cap_${n}_total` as string, help, labels }) as typeof flood.counter,
    );
    for (let i = 0; i < 2000; i++) counter.inc({ tenant: value(i), path: '/' });
  }
  return 3 * 100_000 + 200 * 2000;
}

interface Scraping {
  readonly limits: Readonly<Record<string, number | string>>;
  readonly ruleFiles?: readonly string[];
}

async function scrape(
  telemetry: Telemetry,
  { limits, ruleFiles = [] }: Scraping,
  use: (prometheus: Prometheus) => Promise<void>,
): Promise<void> {
  const governor = await createGovernor(telemetry, { port: 0 });
  const target = { address: new URL(governor.url).host, labels: { app: 'tricord', namespace: 'default' } };
  const prometheus = await startPrometheus([target], ruleFiles, limits);
  try {
    await expect
      .poll(async () => (await prometheus.query('up')).length, { timeout: 60_000, interval: 250 })
      .toBe(1);
    await use(prometheus);
  } finally {
    await prometheus.close();
    await telemetry.shutdown();
  }
}

function startService(name: string): Telemetry {
  return createTelemetry({
    env: {},
    service: { name },
    sinks: { logs: { kind: 'custom', write: () => undefined } },
  });
}

const generatedRules = join(import.meta.dirname, '../../alerts/generated/alert-rules.yaml');

describeWith(['prometheus'], 'a Prometheus that limits its targets (M10)', () => {
  it.each([
    { what: 'short', length: 8 },
    { what: 'as long as they may be, and hostile', length: 5000 },
  ])(
    'still scrapes a service whose metrics are all full, with label values that are $what',
    async ({ length }) => {
      const telemetry = startService('flooded');
      const tried = fill(telemetry.metrics, length);
      const body = String((await telemetry.metrics.page()).body);
      await scrape(telemetry, { limits: { ...limits, ...patience } }, async (prometheus) => {
        const samples = async (metric: string) => Number((await prometheus.query(metric))[0]?.value?.[1]);
        await expect.poll(() => samples('scrape_samples_scraped'), { timeout: 60_000 }).toBeGreaterThan(0);
        const [target] = await prometheus.targets();
        const scraped = await samples('scrape_samples_scraped');
        console.log(
          `M10: ${tried} label sets of ${length} characters tried, ${scraped} of ${limits.sample_limit} samples, ` +
            `${(Buffer.byteLength(body) / 1e6).toFixed(1)} of 16 MB, target ${target?.health}`,
        );
        expect(target).toMatchObject({ health: 'up', lastError: '' });
        expect(await samples('up')).toBe(1);
        const total = await samples('sum(custom_flood_total)');
        expect(total).toBe(100_000);
      });
    },
  );

  it.each([
    { limit: { sample_limit: 50 }, error: 'sample limit exceeded' },
    { limit: { body_size_limit: '1KB' }, error: 'body size limit exceeded' },
    { limit: { label_value_length_limit: 20 }, error: 'label_value_length_limit exceeded' },
  ])('shows as the generated alert TargetsDown when a page is beyond $limit', async ({ limit, error }) => {
    const telemetry = startService('tricord');
    telemetry.metrics.counter(flood.counter).inc({ tenant: 'x'.repeat(30), path: '/' });
    const folder = mkdtempSync(join(tmpdir(), 'tricord-rules-'));
    const ruleFile = join(folder, 'rules.yaml');
    // Thresholds and labels as generated; only the patience is gone, which the tests of the alerts cover.
    writeFileSync(ruleFile, readFileSync(generatedRules, 'utf8').replace(/^( +for: ).*$/gm, '$10s'));
    try {
      await scrape(
        telemetry,
        { limits: { ...limits, ...limit }, ruleFiles: [ruleFile] },
        async (prometheus) => {
          const firing = () => prometheus.query('ALERTS{alertname="TargetsDown",alertstate="firing"}');
          await expect.poll(async () => (await firing()).length, { timeout: 30_000, interval: 500 }).toBe(1);
          const [target] = await prometheus.targets();
          expect(target?.health).toBe('down');
          expect(target?.lastError).toContain(error);
          const [alert] = await firing();
          expect(alert?.metric).toMatchObject({
            app: 'tricord',
            namespace: 'default',
            job: 'kubernetes-pods',
          });
          console.log(`M10: ${JSON.stringify(limit)}: ${target?.lastError}; TargetsDown fires`);
        },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
