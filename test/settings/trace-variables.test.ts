import { describe, expect, it } from 'vitest';
import { createTelemetry } from '../../src/telemetry.js';
import { tracesOptions } from '../../src/traces-options.js';

type Env = Readonly<Record<string, string>>;

function resolve(env: Env) {
  const telemetry = createTelemetry({
    service: { name: 'orders' },
    env,
    governor: { enabled: false },
    sinks: { logs: { kind: 'custom', write: () => {} }, traces: { kind: 'console', write: () => {} } },
  });
  void telemetry.shutdown();
  return tracesOptions(telemetry.settings, undefined);
}

const otlp = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('the variables of traces', () => {
  it.each<[name: string, env: Env, expected: object]>([
    ['no exporter by default', {}, { sampleRatio: 1 }],
    [
      'a base URL',
      otlp,
      { exporter: { kind: 'otlp-http', endpoint: 'http://collector:4318/v1/traces', protocol: 'protobuf' } },
    ],
    [
      "Ego's host:port",
      { TRICORD_TRACES_ENDPOINT: 'collector:4318' },
      { exporter: { kind: 'otlp-http', endpoint: 'collector:4318' } },
    ],
    [
      'the exporter otlp without an endpoint',
      { OTEL_TRACES_EXPORTER: 'otlp' },
      { exporter: { endpoint: 'http://localhost:4318' } },
    ],
    [
      'the protocol http/json',
      { ...otlp, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      { exporter: { protocol: 'json' } },
    ],
    [
      'the protocol grpc',
      { ...otlp, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' },
      { exporter: { kind: 'otlp-grpc' } },
    ],
    ['headers', { ...otlp, OTEL_EXPORTER_OTLP_HEADERS: 'a=b%20c' }, { exporter: { headers: { a: 'b c' } } }],
    ['a timeout', { ...otlp, OTEL_EXPORTER_OTLP_TIMEOUT: '2500' }, { exporter: { timeoutMs: 2500 } }],
    [
      'the exporter jaeger',
      { OTEL_TRACES_EXPORTER: 'jaeger' },
      { exporter: { kind: 'jaeger', endpoint: '' } },
    ],
    ['the exporter console', { OTEL_TRACES_EXPORTER: 'console' }, { exporter: { kind: 'console' } }],
    [
      'a sampler with an argument',
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { sampleRatio: 0.25 },
    ],
    [
      'the sampler always_off',
      { OTEL_TRACES_SAMPLER: 'always_off', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { sampleRatio: 0 },
    ],
    [
      'the argument of a sampler that is no ratio',
      { OTEL_TRACES_SAMPLER: 'jaeger_remote', OTEL_TRACES_SAMPLER_ARG: 'endpoint=http://x' },
      { sampleRatio: 1 },
    ],
    [
      'resource attributes',
      { TRICORD_TRACES_RESOURCE: 'deployment.environment.name=prod' },
      { resource: { 'deployment.environment.name': 'prod' } },
    ],
    [
      'the batch processor',
      { OTEL_BSP_MAX_QUEUE_SIZE: '100', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10', OTEL_BSP_SCHEDULE_DELAY: '50' },
      { queue: { spans: 100, batchSpans: 10, delayMs: 50 } },
    ],
    [
      'limits',
      {
        OTEL_ATTRIBUTE_COUNT_LIMIT: '5',
        OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '20',
        OTEL_SPAN_EVENT_COUNT_LIMIT: '2',
      },
      { limits: { attributes: 5, valueLength: 20, events: 2 } },
    ],
    [
      'the edge',
      { TRICORD_TRACES_EDGE: 'true', TRICORD_TRACES_TRUSTED_NETWORKS: '10.0.0.0/8, ::1' },
      { sampling: { edge: { enabled: true, trusted: ['10.0.0.0/8', '::1'] } } },
    ],
  ])('understand %s', (_name, env, expected) => {
    expect(resolve(env)).toMatchObject(expected);
  });

  it('export nothing when the exporter is none', () => {
    expect(resolve({ ...otlp, OTEL_TRACES_EXPORTER: 'none' }).exporter).toBeUndefined();
  });
});
