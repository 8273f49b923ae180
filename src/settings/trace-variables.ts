import type { Variable } from './variables.js';

const protocols = { 'http/protobuf': 'protobuf', 'http/json': 'json', grpc: 'grpc' } as const;

/** The samplers that are a ratio; their counterparts that ignore the caller's decision do not exist here. */
const samplers = {
  always_on: 1,
  always_off: 0,
  parentbased_always_on: 1,
  parentbased_always_off: 0,
} as const;

const compressions = { none: 'none', gzip: 'gzip' } as const;

const pemFile = (key: string, name: string): Variable => ({
  path: `traces.${key}`,
  names: [`TRICORD_TRACES_${name}`, `OTEL_EXPORTER_OTLP_TRACES_${name}`, `OTEL_EXPORTER_OTLP_${name}`],
  type: 'string',
});

/** The variables of traces; the standard ones mean what OpenTelemetry's specification says. */
export const traceVariables: readonly Variable[] = [
  {
    path: 'traces.exporter',
    names: ['TRICORD_TRACES_EXPORTER', 'OTEL_TRACES_EXPORTER'],
    type: 'string',
    words: { OTEL_TRACES_EXPORTER: { otlp: 'otlp', jaeger: 'jaeger', console: 'console', none: 'none' } },
  },
  {
    path: 'traces.endpoint',
    names: [
      'TRICORD_TRACES_ENDPOINT',
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_TRACES_EXPORTER',
    ],
    type: 'string',
    // The OTLP specification: the general variable is a base URL, the one of a signal is complete.
    completions: { OTEL_EXPORTER_OTLP_ENDPOINT: '/v1/traces' },
    words: { OTEL_TRACES_EXPORTER: { otlp: 'http://localhost:4318' } },
  },
  {
    path: 'traces.protocol',
    names: ['TRICORD_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    type: 'string',
    words: { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocols, OTEL_EXPORTER_OTLP_PROTOCOL: protocols },
  },
  {
    path: 'traces.headers',
    names: ['TRICORD_TRACES_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'OTEL_EXPORTER_OTLP_HEADERS'],
    type: 'pairs',
  },
  {
    path: 'traces.timeoutMs',
    names: [
      'TRICORD_TRACES_TIMEOUT_MS',
      'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT',
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      'OTEL_BSP_EXPORT_TIMEOUT',
    ],
    type: 'duration',
  },
  {
    path: 'traces.compression',
    names: [
      'TRICORD_TRACES_COMPRESSION',
      'OTEL_EXPORTER_OTLP_TRACES_COMPRESSION',
      'OTEL_EXPORTER_OTLP_COMPRESSION',
    ],
    type: 'string',
    words: {
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: compressions,
      OTEL_EXPORTER_OTLP_COMPRESSION: compressions,
    },
  },
  pemFile('certificate', 'CERTIFICATE'),
  pemFile('clientKey', 'CLIENT_KEY'),
  pemFile('clientCertificate', 'CLIENT_CERTIFICATE'),
  { path: 'traces.resource', names: ['TRICORD_TRACES_RESOURCE'], type: 'pairs' },
  {
    path: 'traces.sampleRatio',
    names: ['TRICORD_TRACES_SAMPLE_RATIO', 'OTEL_TRACES_SAMPLER_ARG', 'OTEL_TRACES_SAMPLER'],
    type: 'number',
    words: { OTEL_TRACES_SAMPLER: samplers },
  },
  { path: 'traces.tracesPerSecond', names: ['TRICORD_TRACES_PER_SECOND'], type: 'number' },
  { path: 'traces.keepErrors', names: ['TRICORD_TRACES_KEEP_ERRORS'], type: 'boolean' },
  { path: 'traces.keepSlow', names: ['TRICORD_TRACES_KEEP_SLOW'], type: 'boolean' },
  { path: 'traces.edge', names: ['TRICORD_TRACES_EDGE'], type: 'boolean' },
  { path: 'traces.trustedNetworks', names: ['TRICORD_TRACES_TRUSTED_NETWORKS'], type: 'list' },
  {
    path: 'traces.queueSpans',
    names: ['TRICORD_TRACES_QUEUE_SPANS', 'OTEL_BSP_MAX_QUEUE_SIZE'],
    type: 'number',
  },
  { path: 'traces.queueBytes', names: ['TRICORD_TRACES_QUEUE_BYTES'], type: 'number' },
  {
    path: 'traces.batchSpans',
    names: ['TRICORD_TRACES_BATCH_SPANS', 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE'],
    type: 'number',
  },
  { path: 'traces.delayMs', names: ['TRICORD_TRACES_DELAY_MS', 'OTEL_BSP_SCHEDULE_DELAY'], type: 'duration' },
  {
    path: 'traces.spanAttributes',
    names: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
    type: 'number',
  },
  { path: 'traces.spanEvents', names: ['OTEL_SPAN_EVENT_COUNT_LIMIT'], type: 'number' },
  { path: 'traces.spanLinks', names: ['OTEL_SPAN_LINK_COUNT_LIMIT'], type: 'number' },
  { path: 'traces.eventAttributes', names: ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'], type: 'number' },
  { path: 'traces.linkAttributes', names: ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'], type: 'number' },
  {
    path: 'traces.attributeLength',
    names: ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
    type: 'number',
  },
];
