import { openSync } from 'node:fs';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import pino from 'pino';
import { httpServerRequest } from '../dist/src/catalog/http-operations.js';
import { okOutcome } from '../dist/src/catalog/outcome.js';
import { startOperation } from '../dist/src/operation.js';
import { createTelemetry } from '../dist/src/telemetry.js';
import { median } from './statistics.mjs';

/** A whole operation, from its start to its end: span, started, handled and seconds, and an access line when it has one. */
const batch = 10_000;
const rounds = 12;
const exporter = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {} };
const facts = { httpMethod: 'GET', httpRoute: '/orders/:id', urlPath: '/orders/1', peerService: 'web' };
const attributes = {
  'http.request.method': 'GET',
  'http.route': '/orders/:id',
  'url.path': '/orders/1',
  'peer.service': 'web',
};

/** The same with the SDK's tracer and meter and a line of pino, as an instrumentation does it. */
function stock(ratio, hasLine) {
  const provider = new BasicTracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 1e6, scheduledDelayMillis: 5 })],
  });
  const tracer = provider.getTracer('bench');
  const meter = new MeterProvider().getMeter('bench');
  const [started, handled] = ['started', 'handled'].map((name) => meter.createCounter(name));
  const seconds = meter.createHistogram('seconds');
  const log = pino({ base: { service: 'bench' } }, pino.destination(openSync('/dev/null', 'w')));
  const labels = { type: 'http', method: 'GET./orders/:id', peer: 'web', rpc_service: 'bench' };
  return () => {
    const startedAt = performance.now();
    const span = tracer.startSpan('GET./orders/:id', { kind: SpanKind.SERVER, attributes });
    trace.setSpan(context.active(), span);
    started.add(1, labels);
    const cost = performance.now() - startedAt;
    handled.add(1, { ...labels, code: 'OK' });
    seconds.record(cost / 1000, labels);
    const { traceId, spanId } = span.spanContext();
    if (hasLine) log.info({ traceId, spanId, ...labels, cost, code: 200, addr: '/orders/1' }, 'access');
    span.setAttribute('http.response.status_code', 200);
    span.end();
  };
}

function ours(sampleRatio, servers) {
  const telemetry = createTelemetry({
    service: { name: 'bench' },
    env: {},
    production: true,
    traces: { sampleRatio, queueSpans: 1e6, queueBytes: 1e9 },
    access: { servers },
    logs: { destination: 'file', file: '/dev/null' },
    sinks: { traces: { kind: 'custom', exporter } },
  });
  const start = {
    component: 'server.http',
    name: 'server.http',
    peer: 'web',
    rpcService: 'bench',
    method: 'GET./orders/:id',
    attributes: facts,
  };
  return () => {
    const operation = startOperation(telemetry, httpServerRequest, start);
    operation.set({ httpStatusCode: 200 });
    operation.end(okOutcome);
  };
}

const cases = Object.fromEntries(
  [
    ['sampled, no line', 1, false],
    ['sampled, with its line', 1, true],
    ['at 1 %, no line', 0.01, false],
    ['at 1 %, with its line', 0.01, true],
  ].map(([name, ratio, hasLine]) => [name, { stock: stock(ratio, hasLine), ours: ours(ratio, hasLine) }]),
);

/** Exports and writes happen between requests; without pauses only the garbage collector would be measured. */
async function repeat(act) {
  for (let i = 1; i <= batch; i++) {
    act();
    if (i % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function measure(act) {
  const before = process.cpuUsage();
  await repeat(act);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / batch;
}

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, { stock: [], ours: [] }]));
for (let round = 0; round < rounds; round++) {
  for (const [name, sides] of Object.entries(cases)) {
    const [theirs, own] = [await measure(sides.stock), await measure(sides.ours)];
    // The first rounds warm up.
    if (round < 3) continue;
    times[name].stock.push(theirs);
    times[name].ours.push(own);
  }
}

for (const [name, { stock: theirs, ours: own }] of Object.entries(times)) {
  const [a, b] = [median(theirs), median(own)];
  console.log(
    `${name.padEnd(24)} stock ${a.toFixed(0)} ns, ours ${b.toFixed(0)} ns, ${(b / a).toFixed(2)} x`,
  );
}
process.exit(0);
