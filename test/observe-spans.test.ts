import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGovernor } from '../src/governor/index.js';
import { createTelemetry } from '../src/telemetry.js';
import { findSeries } from '../src/testing/find-series.js';
import { type CollectorMode, startCollector } from './traces/otlp-collector.js';

/** How the collector behaves one after another, and what is to be seen of it before it changes. */
const phases: [CollectorMode, 'exported' | 'dropped' | 'failed' | 'rejected'][] = [
  ['ok', 'exported'],
  ['partial', 'rejected'],
  ['400', 'failed'],
  ['503', 'dropped'],
  ['reset', 'dropped'],
  ['garbage', 'exported'],
  ['hang', 'dropped'],
  ['ok', 'exported'],
];

/** Reads of a page how many spans ended, became of them what, and wait. */
async function scrape(url: string): Promise<Record<string, number>> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const results = findSeries(page, 'ego_telemetry_spans_total').map(({ labels, value }) => [
    labels['result'],
    value,
  ]);
  const [queued] = findSeries(page, 'ego_telemetry_queued_spans');
  return { ...(Object.fromEntries(results) as Record<string, number>), queued: queued?.value ?? Number.NaN };
}

it('accounts for every span on every page of /metrics, whatever the collector does meanwhile', async () => {
  const collector = await startCollector();
  const telemetry = createTelemetry({
    service: { name: 'orders' },
    env: {},
    traces: { endpoint: collector.url, queueSpans: 2000, timeoutMs: 300 },
    logs: { destination: 'file', file: '/dev/null' },
  });
  const governor = await createGovernor(telemetry, { port: 0 });
  const maker = setInterval(() => {
    for (let i = 0; i < 50; i++) telemetry.tracer.startSpan('work').end();
  }, 5);
  const pages = new Map<string, Record<string, number>>();
  for (const [mode, effect] of phases) {
    await collector.setMode(mode);
    const before = telemetry.traces.counts()[effect];
    // A back-off of the mode before may have to pass first.
    for (let i = 0; i < 30 || (i < 600 && telemetry.traces.counts()[effect] <= before); i++) {
      const told = await scrape(governor.url);
      pages.set(JSON.stringify(told), told);
      await pause(20);
    }
  }
  clearInterval(maker);
  await telemetry.traces.flush(5000);
  const told = [...pages.values()];
  const imbalances = told.map(
    ({ ended = 0, exported = 0, dropped = 0, failed = 0, rejected = 0, queued = 0 }) =>
      ended - exported - dropped - failed - rejected - queued,
  );
  console.log(`T1 on /metrics: ${pages.size} different pages, the last ${JSON.stringify(told.at(-1))}`);
  await telemetry.shutdown();
  await collector.close();
  expect(imbalances.filter((imbalance) => imbalance !== 0)).toEqual([]);
  expect(pages.size).toBeGreaterThan(5);
  for (const result of ['exported', 'dropped', 'failed', 'rejected', 'queued'])
    expect(Math.max(...told.map((page) => page[result] ?? 0)), result).toBeGreaterThan(0);
}, 120_000);
