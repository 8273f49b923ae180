import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../src/catalog/service-config.js';
import { defaultConventions } from '../../src/conventions.js';
import { parseConfig } from '../../src/cli/validate-config.js';

/** Every key, so that one the types gain and the schema lacks fails here. */
type Complete<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]-?: Complete<NonNullable<Value[Key]>> }
    : Value;

const complete: Complete<ServiceConfig> = {
  service: { name: 'order-service', governorPort: 9003, environment: 'pro' },
  metrics: ['./metrics.ts'],
  operations: ['http.server.request'],
  conventions: defaultConventions,
  slos: [
    {
      name: 'fast',
      kind: 'latency',
      objective: 99.5,
      thresholdSeconds: 0.5,
      operation: 'http.server.request',
      methods: ['GET./'],
      period: '30d',
    },
  ],
  generate: {
    output: 'observability',
    runbookBaseUrl: 'https://runbooks.example/',
    grafanaUrl: 'https://grafana.example',
    scrape: 'helm',
    kubernetes: {
      discovery: 'annotations',
      monitor: 'pod',
      scrapeInterval: '15s',
      namespace: 'shop',
      labels: { release: 'monitoring' },
      dashboards: 'config-map',
      grafanaFolder: 'Shop',
      grafanaSelector: { dashboards: 'grafana' },
      prometheusUrl: 'http://prometheus:9090',
      scaling: {
        by: 'keda',
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [{ name: 'custom_x_total', perPod: 0.5 }],
      },
      canary: { by: 'argo', maxBurnRate: 2 },
      chart: true,
    },
    lang: 'zh',
    links: { jaeger: 'https://jaeger.example', loki: true, clickVisual: 'https://logs.example/query?tid=7' },
    extend: './observability.jsonnet',
    jsonnetPath: ['vendor'],
    alerts: { ServerErrorRatioHigh: { for: '5m', severity: 'critical', threshold: 0.1, disabled: false } },
  },
  check: {
    rules: { 'metric-unit': 'warning' },
    waivers: [
      { rule: 'metric-unit', reason: 'Old name.', until: '2027-03-31', file: '*.prom', text: 'a_ms' },
    ],
  },
};

describe('parseConfig', () => {
  it('takes every key of the types, and the default conventions', () => {
    expect(parseConfig(complete, 'x')).toBe(complete);
  });

  it.each([
    [
      'no configuration',
      undefined,
      'TRI_CONFIG_WRONG_TYPE',
      '`the configuration` in `x` is `undefined`; it must be an object.',
    ],
    ['nothing in it', {}, 'TRI_CONFIG_WRONG_TYPE', '`service` in `x` is `missing`; it must be given.'],
    [
      'a misspelt key',
      { servcie: { name: 'a' } },
      'TRI_CONFIG_UNKNOWN_KEY',
      'Key `servcie` in `x` is unknown. Did you mean `service`?',
    ],
    [
      'an unknown key deep within',
      { service: { name: 'a', team: 'b' } },
      'TRI_CONFIG_UNKNOWN_KEY',
      'Key `service.team` in `x` is unknown. Known there: name, governorPort, environment.',
    ],
    [
      'an address that a template would carry out',
      { service: { name: 'a' }, generate: { runbookBaseUrl: 'https://x/{{$labels.app}}/' } },
      'TRI_CONFIG_WRONG_TYPE',
      '`generate.runbookBaseUrl` in `x` is `"https://x/{{$labels.app}}/"`; it must be text like `https://runbooks.example/`.',
    ],
    [
      'a port as text',
      { service: { name: 'a', governorPort: '1' } },
      'TRI_CONFIG_WRONG_TYPE',
      '`service.governorPort` in `x` is `"1"`; it must be an integer.',
    ],
    [
      'a port out of range',
      { service: { name: 'a', governorPort: 70000 } },
      'TRI_CONFIG_WRONG_TYPE',
      'is `70000`; it must be <= 65535.',
    ],
    [
      'a dialect that is none',
      { service: { name: 'a' }, conventions: { logDialect: 'zip' } },
      'TRI_CONFIG_WRONG_TYPE',
      '`conventions.logDialect` in `x` is `"zip"`; it must be one of zap, ego, ecs.',
    ],
    [
      'a bad duration',
      { service: { name: 'a' }, generate: { alerts: { A: { for: '5 m' } } } },
      'TRI_CONFIG_WRONG_TYPE',
      '`generate.alerts.A.for` in `x` is `"5 m"`; it must be text like `5m`.',
    ],
    [
      'a module that is no text',
      { service: { name: 'a' }, metrics: [1] },
      'TRI_CONFIG_WRONG_TYPE',
      '`metrics.0` in `x` is `1`; it must be a string.',
    ],
  ])('refuses %s', (_, input, code, text) => {
    expect(() => parseConfig(input, 'x')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(text) as string }) as Error,
    );
  });
});
