import { SpanKind } from '@opentelemetry/api';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { httpServerRequest } from '../dist/src/catalog/http-operations.js';
import { resolveConventions } from '../dist/src/conventions.js';
import { createOtlpJson } from '../dist/src/traces/otlp-json.js';
import { createOtlpProtobuf } from '../dist/src/traces/otlp-protobuf.js';
import { createTraces } from '../dist/src/traces/index.js';

/** A batch of 512 server spans with seven facts as OTLP: ours beside the serializers of OTel's exporters. */
const batch = 512;
const rounds = 60;
const keys = {
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  urlPath: 'url.path',
  httpStatusCode: 'http.response.status_code',
  peerService: 'peer.service',
  userAgent: 'user_agent.original',
  clientAddress: 'client.address',
};

function facts(i) {
  return {
    httpMethod: 'GET',
    httpRoute: '/orders/:id',
    urlPath: `/orders/${i}`,
    httpStatusCode: 200,
    peerService: 'web',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
    clientAddress: '10.0.0.17',
  };
}

async function ourSpans() {
  const spans = [];
  const exporter = {
    export: (some, done) => (spans.push(...some), done({ code: 0 })),
    shutdown: async () => {},
  };
  const traces = createTraces({
    service: { name: 'bench', version: '1' },
    conventions: resolveConventions({ spanDialects: ['otel'] }),
    sampleRatio: 1,
    registerGlobally: false,
    diagnose: () => {},
    exporter: { kind: 'custom', exporter },
  });
  for (let i = 0; i < batch; i++)
    traces.start(httpServerRequest, 'GET /orders/:id', { attributes: facts(i) }).finish({ failed: false });
  await traces.flush();
  return spans;
}

function stockSpans() {
  const spans = [];
  const processor = {
    onStart() {},
    onEnd: (span) => spans.push(span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const tracer = new BasicTracerProvider({ spanProcessors: [processor] }).getTracer('bench');
  for (let i = 0; i < batch; i++) {
    const attributes = Object.fromEntries(
      Object.entries(facts(i)).map(([fact, value]) => [keys[fact], value]),
    );
    tracer.startSpan('GET /orders/:id', { kind: SpanKind.SERVER, attributes }).end();
  }
  return spans;
}

const [mine, theirs] = [await ourSpans(), stockSpans()];
const [json, protobuf] = [createOtlpJson(), createOtlpProtobuf()];
const cases = {
  'stock, JSON': () => JsonTraceSerializer.serializeRequest(theirs),
  'ours, JSON': () => json.encode(mine),
  'stock, protobuf': () => ProtobufTraceSerializer.serializeRequest(theirs),
  'ours, protobuf': () => protobuf.encode(mine),
  "ours, protobuf, the SDK's spans": () => protobuf.encode(theirs),
};

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, act] of Object.entries(cases)) {
    const startedAt = process.hrtime.bigint();
    for (let i = 0; i < 10; i++) act();
    if (round > 10) times[name].push(Number(process.hrtime.bigint() - startedAt) / (10 * batch));
  }
}

const best = (values) => Math.min(...values);
for (const [name, values] of Object.entries(times)) {
  const base = name.includes('JSON') ? times['stock, JSON'] : times['stock, protobuf'];
  const [ns, ratio] = [best(values), best(values) / best(base)];
  console.log(
    `${name.padEnd(34)} ${ns.toFixed(0).padStart(6)} ns/span  ${ratio.toFixed(2)} x stock  ${cases[name]().length} bytes`,
  );
}
