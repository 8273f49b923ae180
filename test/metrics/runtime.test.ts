import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../support/wait-until.js';
import { createTestMetrics, parseExposition, samplesOf, textOf, valueOf } from './support.js';

const flaggedByPromtool = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

describe('runtime collectors', () => {
  it("have prom-client's names, types and labels, without the three that promtool flags", async () => {
    const script = `
      const { collectDefaultMetrics, Registry } = require('prom-client');
      const register = new Registry();
      collectDefaultMetrics({ register });
      register.getMetricsAsJSON().then((all) => {
        console.log(JSON.stringify(all.map(({ name, type }) => [name, type, [...register.getSingleMetric(name).labelNames].sort()])));
        process.exit();
      });`;
    const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    const theirs = JSON.parse(run.stdout) as [string, string, string[]][];
    const { metrics } = createTestMetrics({ runtimeCollectors: true });
    await metrics.page();
    const found = metrics.registry.getMetricsAsArray() as unknown as {
      name: string;
      type: string;
      labelNames: string[];
    }[];
    const ours = new Map(found.map(({ name, type, labelNames }) => [name, [type, [...labelNames].sort()]]));
    metrics.close();
    for (const [name, type, labels] of theirs) {
      if (!flaggedByPromtool.includes(name)) expect([name, ours.get(name)]).toEqual([name, [type, labels]]);
    }
    expect(flaggedByPromtool.filter((name) => ours.has(name))).toEqual([]);
    expect(ours.has('nodejs_heap_size_limit_bytes')).toBe(true);
    expect(ours.has('nodejs_eventloop_utilization_ratio')).toBe(true);
    console.log(`runtime: ${theirs.length - 3} of ${theirs.length} of prom-client's defaults, and 2 more`);
  });

  it('tell figures that can be', async () => {
    const { metrics } = createTestMetrics({ runtimeCollectors: true });
    await metrics.page();
    const samples = await samplesOf(metrics);
    metrics.close();
    const figure = (name: string) => valueOf(samples, name) ?? NaN;
    expect(figure('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(figure('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(figure('nodejs_heap_size_used_bytes')).toBeLessThan(figure('nodejs_heap_size_limit_bytes'));
    expect(figure('nodejs_eventloop_utilization_ratio')).toBeLessThanOrEqual(1);
    expect(
      Math.abs(figure('process_start_time_seconds') + process.uptime() - Date.now() / 1000),
    ).toBeLessThan(5);
    expect(valueOf(samples, 'nodejs_version_info', { version: process.version })).toBe(1);
    expect(valueOf(samples, 'nodejs_heap_space_size_used_bytes', { space: 'old' })).toBeGreaterThan(0);
    expect(samples.every(({ value }) => Number.isFinite(value))).toBe(true);
  });

  it('carry no exemplar and leave nothing running when closed', async () => {
    const before = process.getActiveResourcesInfo().length;
    const { metrics } = createTestMetrics({ runtimeCollectors: true, traceId: () => 'abc' });
    const page = await textOf(metrics, 'application/openmetrics-text');
    expect(page).not.toContain(' # {');
    metrics.close();
    metrics.close();
    await waitUntil(
      () => process.getActiveResourcesInfo().length <= before,
      'nothing of the metrics runs any more',
    );
    expect(parseExposition(await textOf(metrics)).samples.length).toBeGreaterThan(50);
  });
});
