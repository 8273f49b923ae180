// CPU per request of a hello server: bare, and with everything on (metrics and one access line for every request,
// spans at 100 % and at 1 %). Slices are interleaved, and CPU of the server's process is the figure: a neighbour on the
// machine disturbs it least. Lines go to /dev/null, spans to a sink that only counts.
import { fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';

const variants = ['bare', 'all on, 100 %', 'all on, 1 %'];
const slices = 9;
const requests = 4000;
const connections = 16;

if (process.send !== undefined && process.argv[2] === 'server') await serve(process.argv[3]);
else await measure();

async function serve(variant) {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"hello":"world"}');
  });
  if (variant !== 'bare') await instrument(server, variant);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
  process.on('disconnect', () => process.exit(0));
  process.send({ port: server.address().port });
}

async function instrument(server, variant) {
  const { createTelemetry } = await import('../dist/src/index.js');
  const { instrumentNodeHttp } = await import('../dist/src/instrument/node-http.js');
  const exporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} };
  const telemetry = createTelemetry({
    env: {},
    service: { name: 'bench' },
    logs: { destination: 'file', file: '/dev/null' },
    traces: { sampleRatio: variant.includes('100') ? 1 : 0.01 },
    sinks: { traces: { kind: 'custom', exporter } },
  });
  instrumentNodeHttp(telemetry, server, { route: () => '/hello' });
}

async function measure() {
  const servers = await Promise.all(variants.map(start));
  for (const server of servers) await drive(server, requests);
  for (let slice = 0; slice < slices; slice++) {
    for (const server of servers) server.costs.push(await drive(server, requests));
  }
  const [bare] = servers.map(({ costs }) => quartile(costs));
  console.log('| node:http, CPU per request | us | ratio to bare |\n| --- | ---: | ---: |');
  for (const { variant, costs } of servers) {
    const cost = quartile(costs);
    console.log(`| ${variant} | ${cost.toFixed(1)} | ${(cost / bare).toFixed(2)} |`);
  }
  for (const { child } of servers) child.disconnect();
}

async function start(variant) {
  const child = fork(fileURLToPath(import.meta.url), ['server', variant]);
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  return { variant, child, port, costs: [], agent: new Agent({ keepAlive: true, maxSockets: connections }) };
}

/** Sends requests over kept connections and returns the microseconds of CPU the server spent on each. */
async function drive({ child, port, agent }, count) {
  const before = await readCpu(child);
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      await new Promise((resolve, reject) => {
        get({ port, host: '127.0.0.1', path: '/hello', agent }, (reply) =>
          reply.resume().on('end', resolve),
        ).on('error', reject);
      });
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const after = await readCpu(child);
  return (after.user + after.system - before.user - before.system) / count;
}

function readCpu(child) {
  return new Promise((resolve) => {
    child.once('message', ({ cpu }) => resolve(cpu));
    child.send('cpu');
  });
}

/** A neighbour only ever adds, so the lower quartile is nearer to the truth than the mean. */
function quartile(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)];
}
