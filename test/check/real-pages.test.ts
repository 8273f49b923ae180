import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { Registry } from 'prom-client';
import client from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkExposition } from '../../src/check/check-exposition.js';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { frameworkMetrics } from '../../src/catalog/index.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { defaultConventions, resolveConventions } from '../../src/conventions.js';
import { createMetrics } from '../../src/metrics/index.js';
import { findFreePort } from '../support/free-port.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

const formats = ['text/plain; version=0.0.4', 'application/openmetrics-text; version=1.0.0'];

async function findProblems(page: string, conventions = defaultConventions): Promise<string[]> {
  const { problems, subjects } = await checkExposition([Buffer.from(page)], { file: 'page', conventions });
  console.log(`${subjects} series, ${problems.length} problems`);
  return problems.map(({ policy, text }) => `${policy}: ${text}`);
}

describe('a page of prom-client', () => {
  it('has no problem with the default collectors', async () => {
    const register = new Registry();
    client.collectDefaultMetrics({ register });
    expect(await findProblems(await register.metrics())).toEqual([]);
  });
});

describe("a page of OpenTelemetry's Prometheus exporter", () => {
  it('has no problem, whatever the instrument', async () => {
    const port = await findFreePort();
    const exporter = new PrometheusExporter({ port, host: '127.0.0.1' });
    const provider = new MeterProvider({ readers: [exporter] });
    const meter = provider.getMeter('shop');
    const help = { description: 'Made by OpenTelemetry.' };
    const route = { 'http.route': '/orders/:id' };
    meter.createCounter('http.server.requests', { ...help, unit: '{request}' }).add(1, route);
    meter.createHistogram('http.server.request.duration', { ...help, unit: 's' }).record(0.2, route);
    meter.createUpDownCounter('http.server.active_requests', help).add(1, route);
    meter.createObservableGauge('system.memory.utilization', help).addCallback((gauge) => gauge.observe(0.4));
    const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(page).toContain('http_server_request_duration_bucket');
    const conventions = resolveConventions({ foreignPrefixes: ['http_', 'system_', 'target_', 'otel_'] });
    expect(await findProblems(page, conventions)).toEqual([]);
    await provider.shutdown();
  });
});

describe('a page of ours', () => {
  const wait = defineHistogram({
    name: 'custom_wait_seconds',
    help: 'Wait.',
    labels: { channel: ['web', 'app'] },
  });
  const sent = defineCounter({
    name: 'custom_sent_bytes_total',
    help: 'A "quoted" \\ text.',
    labels: { to: { budget: 3 } },
  });
  const fill = defineGauge({ name: 'custom_fill_ratio', help: 'Fill.' });
  const catalog = createServiceCatalog({ service: { name: 'x' }, metrics: [] }, [wait, sent, fill]);

  it.each(formats)(
    'has no problem as %s, with every metric of the catalog and hostile values',
    async (accept) => {
      const metrics = createMetrics({
        conventions: defaultConventions,
        production: true,
        onProblem: () => {},
      });
      for (const metric of frameworkMetrics) {
        const values = Object.values(metric.labels).map((spec: readonly string[] | object) =>
          Array.isArray(spec) ? String(spec[0]) : 'a"} 1\\\nforged 2',
        );
        // The identity of a process is the one metric whose value has to be 1.
        metrics.observe(metric, () => (metric.type === 'histogram' ? [] : [[values, 1]]));
      }
      for (let i = 0; i < 10; i++) metrics.counter(sent).inc({ to: `${i}\u0000\ud800` }, i);
      metrics.histogram(wait).observe({ channel: 'kiosk' as 'web' }, 0.3);
      metrics.gauge(fill).set(-Infinity);
      const { body } = await metrics.page({ accept });
      metrics.close();
      const { problems, subjects } = await checkExposition([Buffer.from(body)], { file: 'page', catalog });
      console.log(`${subjects} series, ${problems.length} problems`);
      expect(problems.map(({ policy, text }) => `${policy}: ${text}`)).toEqual([]);
    },
  );
});

describeWith(['prometheus'], 'the page of a real Prometheus', () => {
  const conventions = resolveConventions({
    foreignPrefixes: ['prometheus_', 'go_', 'process_', 'promhttp_', 'net_', 'scrape_'],
  });
  let prometheus: Prometheus;

  beforeAll(async () => {
    prometheus = await startPrometheus([]);
  });

  afterAll(() => prometheus.close());

  it.each(formats)('has no problem as %s', async (accept) => {
    const page = await (await fetch(`${prometheus.url}/metrics`, { headers: { accept } })).text();
    expect(await findProblems(page, conventions)).toEqual([]);
  });
});
