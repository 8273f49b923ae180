// A service with a governor, in a process of its own: what it is told by IPC it does, what it is asked it answers.
import { createServer } from 'node:http';
import {
  createGovernor,
  createTelemetry,
  drainServer,
  shutdownWithProcess,
} from '../../../dist/src/index.js';
import { instrumentNodeHttp } from '../../../dist/src/instrument/node-http.js';

const options = JSON.parse(process.env.SERVICE_OPTIONS ?? '{}');
const unhandled = [];
process.on('uncaughtExceptionMonitor', (error) => unhandled.push(error.message));

const telemetry = createTelemetry({ service: { name: 'orders' }, env: process.env, ...options.settings });

/** A real Redis, asked as the README's example asks it. */
let inFlight = 0;
let mostInFlight = 0;
let asked = 0;
async function askRedis() {
  mostInFlight = Math.max(mostInFlight, ++inFlight);
  asked++;
  try {
    return (await redis.ping()) === 'PONG';
  } finally {
    inFlight--;
  }
}
async function connectRedis() {
  const { Redis } = await import('ioredis');
  const client = new Redis(options.redis, '127.0.0.1', {
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  return client.on('error', () => {});
}
const redis = options.redis && (await connectRedis());

for (let i = 0; i < (options.series ?? 0); i++) {
  const labels = { id: `${'x'.repeat(200)}${i}` };
  (globalThis.filler ??= telemetry.metrics.gauge(await fillerMetric())).set(labels, i);
}
async function fillerMetric() {
  const { defineGauge } = await import('../../../dist/src/index.js');
  return defineGauge({
    name: 'custom_filler_ratio',
    help: 'Makes the page large.',
    labels: { id: { budget: 30_000 } },
  });
}

let isCollecting = false;
if (options.slowCollectMs) {
  const { Gauge } = await import('prom-client');
  new Gauge({
    name: 'custom_slow_ratio',
    help: 'Takes its time.',
    registers: [telemetry.metrics.registry],
    async collect() {
      isCollecting = true;
      await new Promise((resolve) => setTimeout(resolve, options.slowCollectMs));
      this.set(1);
    },
  });
}

const governor = await createGovernor(telemetry, {
  port: 0,
  ...(redis && { readiness: { redis: askRedis } }),
});
const server = createServer((request, response) => {
  telemetry.log.info('work', { path: request.url });
  if (options.workMs) {
    const end = performance.now() + options.workMs;
    while (performance.now() < end);
  }
  response.end('done');
});
instrumentNodeHttp(telemetry, server, { route: () => '/work' });
drainServer(telemetry, server);
await new Promise((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
shutdownWithProcess(telemetry);

const answers = {
  /** The least of several readings, each after a full collection: pages are given back with a delay. */
  rss: async () => {
    let least = Infinity;
    for (let i = 0; i < 8; i++) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
      least = Math.min(least, process.memoryUsage.rss());
    }
    return least;
  },
  unhandled: () => unhandled,
  isCollecting: () => isCollecting,
  sockets: () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length,
  checks: () => ({ asked, mostInFlight }),
  cpu: () => process.cpuUsage(),
  counts: () => ({ logs: telemetry.logs.counts(), spans: telemetry.traces.counts() }),
  close: async () => {
    const startedAt = performance.now();
    await governor.close();
    return performance.now() - startedAt;
  },
};
process.on('message', async ({ id, ask }) => process.send({ id, answer: await answers[ask]() }));
process.send({ ready: { governor: governor.url, url: `http://127.0.0.1:${server.address().port}` } });
