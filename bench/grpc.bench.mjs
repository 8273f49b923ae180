// CPU per unary call of gRPC, of the process that serves and of the process that calls: bare, with everything of ours on
// (span, metrics, an access line with trace ids), and with OTel's instrumentation and its SDK's tracer. The other side is
// always bare; slices are interleaved.
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { quartile } from './statistics.mjs';

const require = createRequire(import.meta.url);
const variants = ['bare', 'tricord', 'otel'];
const slices = Number(process.env.SLICES ?? 11);
const calls = 3000;
const concurrency = 16;
const json = { to: (value) => Buffer.from(JSON.stringify(value)), from: (bytes) => JSON.parse(bytes) };
const method = {
  path: '/bench.v1.Greeter/SayHello',
  requestStream: false,
  responseStream: false,
  requestSerialize: json.to,
  requestDeserialize: json.from,
  responseSerialize: json.to,
  responseDeserialize: json.from,
};
const exporter = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {} };

const [, , role, variant, target] = process.argv;
if (process.send !== undefined && role === 'server') await serve();
else if (process.send !== undefined && role === 'client') await call();
else await measure();

async function serve() {
  if (variant === 'otel') startOtel();
  const grpc = require('@grpc/grpc-js');
  const interceptors = [];
  if (variant === 'tricord') {
    const { grpcServerInterceptor } = await import('../dist/src/instrument/grpc.js');
    interceptors.push(grpcServerInterceptor(await startOurs(), grpc));
  }
  const server = new grpc.Server({ interceptors });
  server.addService({ sayHello: method }, { sayHello: (_, reply) => reply(null, { hello: 'world' }) });
  const credentials = grpc.ServerCredentials.createInsecure();
  server.bindAsync('127.0.0.1:0', credentials, (_, port) => process.send({ target: `127.0.0.1:${port}` }));
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
  process.on('disconnect', () => process.exit(0));
}

async function call() {
  if (variant === 'otel') startOtel();
  const grpc = require('@grpc/grpc-js');
  const interceptors = [];
  if (variant === 'tricord') {
    const { grpcClientInterceptor } = await import('../dist/src/instrument/grpc.js');
    interceptors.push(grpcClientInterceptor(await startOurs(), grpc, { name: 'grpc.greeter', target }));
  }
  const Greeter = grpc.makeGenericClientConstructor({ sayHello: method }, 'bench.v1.Greeter');
  const greeter = new Greeter(target, grpc.credentials.createInsecure(), { interceptors });
  const say = () =>
    new Promise((resolve, reject) =>
      greeter.sayHello({ name: 'world' }, (error, reply) => (error ? reject(error) : resolve(reply))),
    );
  process.on('message', async () => {
    const before = process.cpuUsage();
    let left = calls;
    const worker = async () => {
      while (left-- > 0) await say();
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    const { user, system } = process.cpuUsage(before);
    process.send({ cost: (user + system) / calls });
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ ready: true });
}

async function startOurs() {
  const { createTelemetry } = await import('../dist/src/index.js');
  return createTelemetry({
    env: {},
    service: { name: 'bench' },
    logs: { destination: 'file', file: '/dev/null' },
    sinks: { traces: { kind: 'custom', exporter } },
  });
}

function startOtel() {
  const { NodeTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-node');
  const { GrpcInstrumentation } = require('@opentelemetry/instrumentation-grpc');
  new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] }).register();
  new GrpcInstrumentation().enable();
}

async function measure() {
  const servers = await Promise.all(variants.map((one) => start('server', one)));
  const [bare] = servers;
  const callers = await Promise.all(servers.map((one) => start('client', 'bare', one.target)));
  print('server', await interleave(servers.map((server, i) => () => costOfServer(server, callers[i]))));
  for (const { child } of callers) child.disconnect();
  const clients = await Promise.all(variants.map((one) => start('client', one, bare.target)));
  print('client', await interleave(clients.map((client) => () => drive(client))));
  for (const { child } of [...servers, ...clients]) child.disconnect();
}

async function costOfServer(server, caller) {
  const before = await ask(server);
  await drive(caller);
  const after = await ask(server);
  return (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / calls;
}

async function interleave(measures) {
  const costs = measures.map(() => []);
  for (const one of measures) await one();
  for (let slice = 0; slice < slices; slice++)
    for (const [i, one] of measures.entries()) costs[i].push(await one());
  return costs.map(quartile);
}

function print(side, [bare, tricord, otel]) {
  console.log(`\n| CPU per call of the ${side} | us | to bare | added, to what OTel adds |`);
  console.log('| :--- | ---: | ---: | ---: |');
  for (const [i, cost] of [bare, tricord, otel].entries()) {
    const added = (cost - bare) / (otel - bare);
    console.log(
      `| ${variants[i]} | ${cost.toFixed(1)} | ${(cost / bare).toFixed(2)} | ${added.toFixed(2)} |`,
    );
  }
}

async function start(kind, one, address = '') {
  const child = fork(fileURLToPath(import.meta.url), [kind, one, address]);
  const { target: served } = await new Promise((resolve, reject) =>
    child.once('message', resolve).once('exit', reject),
  );
  return { child, target: served };
}

function ask({ child }) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send('go');
  });
}

async function drive(client) {
  return (await ask(client)).cost;
}
