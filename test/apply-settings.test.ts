import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineCounter } from '../src/catalog/define-metric.js';
import { createTestTelemetry } from '../src/testing/index.js';

const page = readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8');
const documented = [
  ...(/At run time change:([^]*?)\n\n|At run time change:([^]*)$/.exec(page)?.[0] ?? '').matchAll(
    /`([^`]+)`/g,
  ),
];
const liveKeys = documented.map((match) => match[1] ?? '');

describe('applySettings', () => {
  it('takes over at run time what docs/settings.md says, and nothing else', async () => {
    const telemetry = createTestTelemetry();
    const keys = telemetry.live.explain().map(({ key }) => key);
    const isListed = (key: string) => liveKeys.some((one) => key === one || key.startsWith(`${one}.`));
    expect(keys.filter((key) => telemetry.live.isLive(key))).toEqual(keys.filter(isListed));
    expect(telemetry.live.isLive('components.pg.orders.slowMs')).toBe(true);
    await telemetry.shutdown();
  });

  it('changes which traces are recorded', async () => {
    const telemetry = createTestTelemetry({ traces: { sampleRatio: 0 } });
    telemetry.tracer.startSpan('before').end();
    telemetry.reconfigure({ traces: { sampleRatio: 1 } });
    telemetry.tracer.startSpan('after').end();
    expect((await telemetry.spans()).map(({ name }) => name)).toEqual(['after']);
    await telemetry.shutdown();
  });

  it('changes how many series a metric may have', async () => {
    const telemetry = createTestTelemetry({ metrics: { seriesBudget: 2 } });
    const metric = defineCounter({
      name: 'custom_orders_total',
      help: 'Orders.',
      labels: { shop: { budget: 100 } },
    });
    const orders = telemetry.metrics.counter(metric);
    const count = async (): Promise<number> =>
      (await telemetry.metrics.registry.metrics())
        .split('\n')
        .filter((line) => line.startsWith('custom_orders_total{')).length;
    for (let i = 0; i < 5; i++) orders.inc({ shop: `s${i}` });
    expect(await count()).toBe(3);
    telemetry.reconfigure({ metrics: { seriesBudget: 10 } });
    for (let i = 0; i < 5; i++) orders.inc({ shop: `s${i}` });
    expect(await count()).toBe(6);
    await telemetry.shutdown();
  });
});
