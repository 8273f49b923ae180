// The servers that http-servers.bench.mjs compares: each answers {"hello":"world"} at /hello/:name and, but for the bare
// ones, writes an access line with trace ids, counts and times the request by route, and makes a span of it. Lines go to
// /dev/null, spans to a sink that only counts. What is loaded by `require` is loaded after OpenTelemetry's hooks.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const body = { hello: 'world' };

/** Starts the server of a stack and returns it. */
export async function startStack(name) {
  const [framework, variant] = name.split(', ');
  const started = await stacks[framework](variant);
  const server = await new Promise((resolve) => {
    const listening = started.listen(0, '127.0.0.1', () => resolve(listening ?? started));
  });
  // Connections wait while the others are measured.
  server.keepAliveTimeout = 120_000;
  return server;
}

const stacks = {
  async 'node:http'(variant) {
    const peer = variant === 'OTel' ? startOtel(['http', 'pino']) : undefined;
    const http = require('node:http');
    const log = peer && require('pino')({}, openNull());
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (log) response.on('finish', () => log.info(accessOf(request, response), 'access'));
      response.end(JSON.stringify(body));
    });
    if (isOurs(variant)) {
      const { instrumentNodeHttp } = await import('../dist/src/instrument/node-http.js');
      instrumentNodeHttp(await startOurs(variant), server, { route: () => '/hello/:name' });
    }
    return server;
  },

  async express(variant) {
    const isPeer = variant.startsWith('pino-http');
    if (isPeer) startOtel(['http', 'express', 'pino']);
    const express = require('express');
    const app = express();
    if (isOurs(variant)) {
      const { instrumentExpress } = await import('../dist/src/instrument/express.js');
      instrumentExpress(await startOurs(variant), app);
    }
    if (isPeer) {
      app.use(require('express-prom-bundle')({ includeMethod: true, includePath: true }));
      app.use(require('pino-http')({ logger: require('pino')({}, openNull()) }));
    }
    app.get('/hello/:name', (_, response) => response.json(body));
    return app;
  },

  async fastify(variant) {
    const isPeer = variant.startsWith('fastify-metrics');
    if (isPeer) startOtel(['http', 'pino']);
    const Fastify = require('fastify');
    // Fastify's own access lines for the peer, ours for ours, none for the bare one.
    const loggerInstance = isPeer ? require('pino')({}, openNull()) : undefined;
    const app = Fastify(loggerInstance === undefined ? {} : { loggerInstance });
    if (isOurs(variant)) {
      const { instrumentFastify } = await import('../dist/src/instrument/fastify.js');
      instrumentFastify(await startOurs(variant), app);
    }
    if (isPeer) await app.register(require('fastify-metrics').default, { endpoint: '/metrics' });
    app.get('/hello/:name', async () => body);
    await app.ready();
    return { listen: (port, host, done) => void app.listen({ port, host }).then(() => done()) ?? app.server };
  },
};

function isOurs(variant) {
  return variant.startsWith('tricord');
}

async function startOurs(variant) {
  const { createTelemetry } = await import('../dist/src/index.js');
  const exporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} };
  return createTelemetry({
    env: {},
    service: { name: 'bench' },
    logs: { destination: 'file', file: '/dev/null' },
    traces: { sampleRatio: variant.endsWith('1 %') ? 0.01 : 1 },
    sinks: { traces: { kind: 'custom', exporter } },
  });
}

/** OpenTelemetry's instrumentations with their metrics, as its auto-instrumentation sets them up. */
function startOtel(names) {
  const { NodeTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-node');
  const { MeterProvider } = require('@opentelemetry/sdk-metrics');
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  const { metrics } = require('@opentelemetry/api');
  const exporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} };
  new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] }).register();
  const meters = new MeterProvider({ readers: [new PrometheusExporter({ preventServerStart: true })] });
  metrics.setGlobalMeterProvider(meters);
  const classes = {
    http: 'HttpInstrumentation',
    express: 'ExpressInstrumentation',
    pino: 'PinoInstrumentation',
  };
  for (const name of names) {
    const options = name === 'pino' ? { disableLogSending: true } : {};
    const instrumentation = new (require(`@opentelemetry/instrumentation-${name}`)[classes[name]])(options);
    instrumentation.setMeterProvider(meters);
    instrumentation.enable();
  }
  return names;
}

function openNull() {
  return require('pino').destination('/dev/null');
}

function accessOf({ method, url }, { statusCode }) {
  return { method, url, code: statusCode };
}
