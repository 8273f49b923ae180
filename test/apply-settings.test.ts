import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineCounter } from '../src/catalog/define-metric.js';
import { readSettingsSchema, type SchemaNode } from '../src/settings/schema.js';
import { createGovernor } from '../src/governor/index.js';
import { extractContext, injectContext, withExtras } from '../src/propagation.js';
import { createTelemetry } from '../src/telemetry.js';
import { createTestTelemetry } from '../src/testing/index.js';
import { startCollector } from './traces/otlp-collector.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Paths of the settings that the schema says only the next start takes over. */
function nextStartKeys(node: SchemaNode & { nextStart?: boolean }, path: readonly string[] = []): string[] {
  if (node.nextStart === true) return [path.join('.')];
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    nextStartKeys(child, [...path, key]),
  );
}

describe('applySettings', () => {
  it('takes over at run time what the schema and docs/settings.md say, and nothing else', async () => {
    const telemetry = createTestTelemetry();
    await createGovernor(telemetry, { port: 0 });
    const keys = telemetry.live.explain().map(({ key }) => key);
    const waiting = keys.filter((key) => !telemetry.live.isLive(key));
    expect(waiting.sort()).toEqual(nextStartKeys(readSettingsSchema()).sort());
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

  it('changes how requests travel', async () => {
    const telemetry = createTestTelemetry({ propagation: { extraKeys: ['x-tenant'] } });
    const travels = (): string[] =>
      withExtras(telemetry, { 'x-tenant': '7', 'x-lane': 'blue' }, () =>
        telemetry.traces.run(extractContext(telemetry, { traceparent }).context, () => {
          telemetry.log.info('inside');
          return Object.keys(injectContext(telemetry));
        }),
      );
    expect(travels()).toEqual(['traceparent', 'app']);
    telemetry.reconfigure({
      propagation: { formats: ['tracecontext', 'b3'], extraKeys: ['x-lane'], loggedKeys: ['x-lane'] },
    });
    expect(travels()).toEqual(['traceparent', 'b3', 'app']);
    const lane = withExtras(telemetry, { 'x-lane': 'blue' }, () => {
      telemetry.log.info('lane');
      return injectContext(telemetry)['x-lane'];
    });
    expect([lane, telemetry.lines().at(-1)?.['x-lane']]).toEqual(['blue', 'blue']);
    await telemetry.shutdown();
  });

  it('moves lines and spans, and refuses a place that is none as a whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-move-'));
    const [first, second] = [join(folder, 'first.log'), join(folder, 'second.log')];
    const collector = await startCollector();
    const telemetry = createTelemetry({
      service: { name: 'orders' },
      logs: { destination: 'file', file: first },
      governor: { enabled: false },
      env: {},
    });
    telemetry.log.info('one');
    telemetry.reconfigure({ logs: { file: second }, traces: { endpoint: collector.url } });
    telemetry.log.info('two');
    telemetry.tracer.startSpan('sent').end();
    const bad = { logs: { level: 'debug', file: join(first, 'x.log') } } as const;
    expect(() => telemetry.reconfigure(bad)).toThrow('TRI_LOGS_UNWRITABLE_FILE');
    expect(() => telemetry.reconfigure({ traces: { exporter: 'jaeger', endpoint: 'no such' } })).toThrow(
      'TRI_',
    );
    expect([telemetry.settings.logs.level, telemetry.settings.logs.file]).toEqual(['info', second]);
    telemetry.reconfigure({ debug: true });
    telemetry.log.info('laid out');
    await telemetry.shutdown();
    const read = (path: string) => readFileSync(path, 'utf8');
    expect(read(first)).toContain('"msg":"one"');
    expect(read(second)).toMatch(/"msg":"setting changed".*"name":"logs.file"/);
    expect(read(second)).toContain('"msg":"two"');
    expect(read(second)).toMatch(/\tINFO\t\S*apply-settings\.test\.ts:\d+\tlaid out\n/);
    expect(collector.spans.map(({ name }) => name)).toEqual(['sent']);
    await collector.close();
    rmSync(folder, { recursive: true });
  });
});
