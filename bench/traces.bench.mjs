import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { httpServerRequest } from '../dist/src/catalog/http-operations.js';
import { defaultConventions, resolveConventions } from '../dist/src/conventions.js';
import { createTraces } from '../dist/src/traces/index.js';
import { median } from './statistics.mjs';

/** Start and end of a server span with five facts: ours beside the OTel SDK's tracer with its BatchSpanProcessor. */
const batch = 5_000;
const rounds = 60;
const warmUp = 10;
const exporter = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {} };
const facts = {
  httpMethod: 'GET',
  httpRoute: '/orders/:id',
  urlPath: '/orders/1',
  httpStatusCode: 200,
  peerService: 'web',
};
const attributes = {
  'http.request.method': 'GET',
  'http.route': '/orders/:id',
  'url.path': '/orders/1',
  'http.response.status_code': 200,
  'peer.service': 'web',
};

function stock(ratio) {
  const provider = new BasicTracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 1e6, scheduledDelayMillis: 5 })],
  });
  const tracer = provider.getTracer('bench');
  // The context that carries the span is part of an operation, so both sides make it.
  return () => {
    const span = tracer.startSpan('GET./orders/:id', { kind: SpanKind.SERVER, attributes });
    trace.setSpan(context.active(), span);
    span.end();
  };
}

function ours(
  ratio,
  { conventions = resolveConventions({ spanDialects: ['otel'] }), withExporter = true } = {},
) {
  const traces = createTraces({
    service: { name: 'bench', version: '1' },
    conventions,
    sampleRatio: ratio,
    registerGlobally: false,
    queue: { spans: 1e6, bytes: 1e9 },
    diagnose: () => {},
    ...(withExporter ? { exporter: { kind: 'custom', exporter } } : {}),
  });
  return {
    operation: () =>
      traces.start(httpServerRequest, 'GET./orders/:id', { attributes: facts }).finish({ failed: false }),
    tracer: () => traces.tracer.startSpan('GET./orders/:id', { kind: SpanKind.SERVER, attributes }).end(),
  };
}

/** The first of a group is what the others are compared to. A service samples, or does not: each is a process of its own. */
const groups = {
  sampled: () => ({
    'stock, sampled': stock(1),
    'ours, operation, sampled': ours(1).operation,
    'ours, operation, sampled, two dialects': ours(1, { conventions: defaultConventions }).operation,
    'ours, tracer, sampled': ours(1).tracer,
  }),
  unsampled: () => ({
    'stock, 1 %': stock(0.01),
    'ours, operation, 1 %': ours(0.01).operation,
    'ours, operation, no exporter': ours(1, { withExporter: false }).operation,
  }),
};
if (process.send !== undefined && process.argv[2] in groups) await measure(groups[process.argv[2]]());
else for (const name of Object.keys(groups)) await runApart(name);

async function runApart(name) {
  const child = fork(fileURLToPath(import.meta.url), [name]);
  await new Promise((resolve) => child.once('exit', resolve));
}

/** Exports happen between requests; without pauses only the garbage collector would be measured. */
async function repeat(act) {
  for (let i = 1; i <= batch; i++) {
    act();
    if (i % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function measure(cases) {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, act] of Object.entries(cases)) {
      const before = process.cpuUsage();
      await repeat(act);
      // The queue is emptied in the same measurement: its cost belongs to the span.
      await new Promise((resolve) => setTimeout(resolve, 10));
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUp) times[name].push(((user + system) * 1000) / batch);
    }
  }
  const [base] = Object.values(times);
  for (const [name, all] of Object.entries(times)) {
    // Round by round, because what else the machine does weighs on neighbours alike.
    const ratio = median(all.map((ns, round) => ns / base[round]));
    console.log(
      `${name.padEnd(42)} ${median(all).toFixed(0).padStart(6)} ns/span  ${ratio.toFixed(2)} x stock`,
    );
  }
  process.disconnect();
}
