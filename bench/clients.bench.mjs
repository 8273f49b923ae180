// CPU per command of a client of a real Redis or PostgreSQL: bare, with OTel's instrumentation and its SDK's tracer, and
// with ours (span, metrics, started counter, slow and failed calls on a line). Each variant is a process of its own, their
// slices are interleaved, 50 commands have one parent span, spans go to an exporter that does nothing.
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { startPostgres, startRedis } from './start-servers.mjs';
import { quartile } from './statistics.mjs';

const clients = { ioredis: 'redis', redis: 'redis', pg: 'postgres' };
const variants = ['bare', 'otel', 'tricord'];
const bars = { ioredis: 0.6, redis: 0.6, pg: 0.45 };
const slices = 11;
const commands = 4000;
const perParent = 50;

const [, , role, client, variant, url] = process.argv;
if (role === 'client') await serve();
else await measure();

async function serve() {
  const { act, underParent } = await open();
  process.on('disconnect', () => process.exit(0));
  process.on('message', async () => {
    const before = process.cpuUsage();
    for (let i = 0; i < commands; i += perParent) {
      await underParent(async () => {
        for (let j = 0; j < perParent; j++) await act();
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { user, system } = process.cpuUsage(before);
    process.send({ cost: (user + system) / commands });
  });
  process.send({ ready: true });
}

/** Connects in the way of a variant: OTel patches what is required after it, ours is given the instance. */
async function open() {
  const require = createRequire(import.meta.url);
  const exporter = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {} };
  const underTracer = (tracer) => (work) =>
    tracer.startActiveSpan('parent', async (span) => {
      await work();
      span.end();
    });
  if (variant === 'otel') {
    const tracer = await startOtel(require, exporter);
    return { act: (await connect(require)).act, underParent: underTracer(tracer) };
  }
  const { act, instance } = await connect(require);
  if (variant === 'bare') return { act, underParent: (work) => work() };
  const { createTelemetry } = await import('../dist/src/index.js');
  const telemetry = createTelemetry({
    env: {},
    service: { name: 'bench' },
    metrics: { runtime: false },
    logs: { destination: 'file', file: '/dev/null' },
    sinks: { traces: { kind: 'custom', exporter } },
  });
  await instrument(telemetry, instance);
  return { act, underParent: underTracer(telemetry.tracer) };
}

async function startOtel(require, exporter) {
  const { context, trace } = require('@opentelemetry/api');
  const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
  const { BasicTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base');
  const { registerInstrumentations } = require('@opentelemetry/instrumentation');
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider(provider);
  const name = { ioredis: 'IORedis', redis: 'Redis', pg: 'Pg' }[client];
  const { [`${name}Instrumentation`]: Instrumentation } = require(`@opentelemetry/instrumentation-${client}`);
  registerInstrumentations({ instrumentations: [new Instrumentation()] });
  return provider.getTracer('bench');
}

/** The major of each client that OTel's instrumentation for this Node knows. */
async function connect(require) {
  if (client === 'ioredis') {
    const instance = new (require('ioredis').Redis)(url);
    await instance.set('key', 'value');
    return { instance, act: () => instance.get('key') };
  }
  if (client === 'redis') {
    const instance = await require('redis-5').createClient({ url }).connect();
    await instance.set('key', 'value');
    return { instance, act: () => instance.get('key') };
  }
  const { Pool } = require('pg');
  const instance = new Pool({ connectionString: url, max: 1 });
  await instance.query('select 1');
  return { instance, act: () => instance.query('select $1::int as number', [1]) };
}

async function instrument(telemetry, instance) {
  const { instrumentIoredis } = await import('../dist/src/instrument/ioredis.js');
  const { instrumentRedis } = await import('../dist/src/instrument/redis.js');
  const { instrumentPg } = await import('../dist/src/instrument/pg.js');
  if (client === 'ioredis') instrumentIoredis(telemetry, instance);
  else if (client === 'redis') instrumentRedis(telemetry);
  else instrumentPg(telemetry, instance);
}

async function measure() {
  const servers = { redis: await startRedis(), postgres: await startPostgres() };
  console.log('| ratio | bar | what | bare | OTel adds | tricord adds |');
  console.log('| ---: | :-- | :--- | ---: | ---: | ---: |');
  for (const [name, kind] of Object.entries(clients)) {
    const children = await Promise.all(variants.map((one) => start(name, one, servers[kind].url)));
    for (const child of children) await run(child);
    for (let slice = 0; slice < slices; slice++) {
      for (const child of children) child.costs.push(await run(child));
    }
    const [bare, otel, tricord] = children.map(({ costs }) => quartile(costs));
    const ratio = (tricord - bare) / (otel - bare);
    const figures = [bare, otel - bare, tricord - bare].map((us) => `${us.toFixed(1)} us`).join(' | ');
    console.log(`| ${ratio.toFixed(2)} | ${bars[name]} | a command of ${name} | ${figures} |`);
    for (const { child } of children) child.disconnect();
  }
  for (const server of Object.values(servers)) await server.stop();
}

async function start(name, one, address) {
  const child = fork(fileURLToPath(import.meta.url), ['client', name, one, address]);
  await new Promise((resolve, reject) => child.once('message', resolve).once('exit', reject));
  return { child, costs: [] };
}

function run({ child }) {
  return new Promise((resolve) => {
    child.once('message', ({ cost }) => resolve(cost));
    child.send('run');
  });
}
