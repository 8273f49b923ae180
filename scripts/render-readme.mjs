// Renders the two tables of README.md, which follow from package.json and from the plugin.
import { replaceTable } from './replace-table.mjs';

const notes = {
  '.': 'telemetry, definitions, governor, configuration',
  './node-http': 'plain `node:http` and `node:https` servers',
  './fastify': 'Fastify 5',
  './express': 'Express 5 and 4',
  './koa': 'Koa 3 and 2, with `@koa/router`',
  './hono': 'Hono on `@hono/node-server`',
  './fetch': '`fetch` and undici 7, by diagnostics channels',
  './http-client': 'requests of `node:http` and `node:https`, by their agent',
  './axios': 'axios, by its interceptors',
  './grpc': 'gRPC servers and clients, as interceptors',
  './pg': 'PostgreSQL by `pg`: clients and pools',
  './ioredis': 'ioredis: clients, clusters, sentinels',
  './redis': 'node-redis, by its diagnostics channels',
  './mysql2': 'MySQL and MariaDB by `mysql2`: connections and pools',
  './cron': 'tasks of croner, node-cron or any other scheduler',
  './mongodb': 'MongoDB, by the monitoring events of its driver',
  './kafkajs': 'Kafka by kafkajs: producers, consumers, lag, rebalances',
  './amqplib': 'RabbitMQ and other AMQP 0-9-1 brokers by amqplib: publishers with confirms, consumers',
  './bullmq': 'BullMQ: queues and workers',
  './opossum': 'circuit breakers by opossum: state, refusals, fallbacks',
  './register': 'for `node --import`: everything from settings and environment',
  './sdk-node': '`NodeSDK` of OpenTelemetry made of our parts',
  './eslint': 'the ESLint plugin',
  './testing': 'telemetry kept in memory, for tests',
  './testing/vitest': 'matchers for the `expect` of vitest, typed',
  './testing/jest': 'the same for that of Jest',
};
const clients = {
  './fastify': 'fastify',
  './express': 'express',
  './koa': 'koa',
  './hono': 'hono',
  './axios': 'axios',
  './grpc': '@grpc/grpc-js',
  './pg': 'pg',
  './ioredis': 'ioredis',
  './redis': 'redis',
  './mysql2': 'mysql2',
  './cron': ['croner', 'node-cron'],
  './mongodb': 'mongodb',
  './kafkajs': 'kafkajs',
  './amqplib': 'amqplib',
  './bullmq': 'bullmq',
  './opossum': 'opossum',
  './sdk-node': '@opentelemetry/sdk-node',
  './eslint': 'eslint',
};

/** Returns the text of README.md with its tables brought up to date. */
export function renderReadme(readme, manifest, rules) {
  const subpaths = Object.keys(manifest.exports).filter((path) => path in notes);
  const subpathRows = subpaths.map((path) => {
    const peers = [clients[path] ?? []].flat();
    const ranges = peers.map((peer) => `${peer} ${manifest.peerDependencies[peer].replaceAll('||', 'or')}`);
    return [`\`tricord${path.slice(1)}\``, notes[path], ranges.join(', ')];
  });
  const ruleRows = rules.map(({ id, summary, recommended }) => [
    `[${id}](docs/rules/${id}.md)`,
    summary,
    recommended ? 'yes' : 'strict',
  ]);
  const withSubpaths = replaceTable(readme, 'subpaths', [
    ['subpath', 'for', 'optional peer'],
    ...subpathRows,
  ]);
  return replaceTable(withSubpaths, 'rules', [['rule', 'what it asks for', 'recommended'], ...ruleRows]);
}
