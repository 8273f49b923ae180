// CPU per request of small servers: bare, with everything of ours on, and with what one would pick instead. Slices are
// interleaved, and CPU of the server's process is the figure: a neighbour on the machine disturbs it least. Then the 99th
// percentile at a fixed rate, counted from the moment a request was due.
import { fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { median, quartile } from './statistics.mjs';

const groups = [
  ['node:http, bare', 'node:http, tricord 100 %', 'node:http, tricord 1 %', 'node:http, OTel'],
  ['express, bare', 'express, tricord 100 %', 'express, pino-http + express-prom-bundle + OTel'],
  ['fastify, bare', 'fastify, tricord 100 %', 'fastify, fastify-metrics + OTel'],
];
const slices = Number(process.env.SLICES ?? 11);
const requests = 3000;
const connections = 16;
const rate = 500;
const seconds = Number(process.env.SECONDS_EACH ?? 6);

if (process.send !== undefined && process.argv[2] === 'server') await serve(process.argv[3]);
else for (const group of groups) await measure(group);

async function serve(name) {
  const { startStack } = await import('./http-stacks.mjs');
  const server = await startStack(name);
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
  process.on('disconnect', () => process.exit(0));
  process.send({ port: server.address().port });
}

async function measure(names) {
  const servers = await Promise.all(names.map(start));
  for (const server of servers) await drive(server, 2 * requests);
  for (let slice = 0; slice < slices; slice++) {
    for (const server of servers) server.costs.push(await drive(server, requests));
  }
  for (let round = 0; round < 5; round++) {
    for (const server of servers) server.p99s.push(await pace(server));
  }
  const [bare] = servers;
  const peer = servers.at(-1);
  const base = quartile(bare.costs);
  const dearest = quartile(peer.costs) - base;
  console.log('\n| CPU per request | us | to bare | added, to what is added by the last | p99 to bare |');
  console.log('| :--- | ---: | ---: | ---: | ---: |');
  for (const { name, costs, p99s } of servers) {
    const cost = quartile(costs);
    const cells = [cost.toFixed(1), (cost / base).toFixed(2), ((cost - base) / dearest).toFixed(2)];
    console.log(`| ${name} | ${cells.join(' | ')} | ${(median(p99s) / median(bare.p99s)).toFixed(2)} |`);
  }
  for (const { child, agent } of servers) {
    agent.destroy();
    child.disconnect();
  }
}

async function start(name) {
  const child = fork(fileURLToPath(import.meta.url), ['server', name]);
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { name, child, port, costs: [], p99s: [], agent };
}

/** Sends requests over kept connections and returns the microseconds of CPU the server spent on each. */
async function drive(server, count) {
  const before = await readCpu(server.child);
  let left = count;
  const worker = async () => {
    while (left-- > 0) await send(server);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const after = await readCpu(server.child);
  return (after.user + after.system - before.user - before.system) / count;
}

/** Sends requests at a fixed rate, whether replies come or not, and returns the 99th percentile in milliseconds. */
async function pace(server) {
  const begun = performance.now();
  const times = [];
  const pending = [];
  for (let i = 0; i < rate * seconds;) {
    const due = begun + (i * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(send(server).then(() => times.push(performance.now() - due)));
    i++;
  }
  await Promise.all(pending);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

function send({ port, agent }) {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/hello/world', agent }, (reply) =>
      reply.resume().on('end', resolve),
    ).on('error', reject);
  });
}

function readCpu(child) {
  return new Promise((resolve) => {
    child.once('message', ({ cpu }) => resolve(cpu));
    child.send('cpu');
  });
}
