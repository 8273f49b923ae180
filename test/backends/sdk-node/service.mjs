// A service under OTel's NodeSDK: argv says the collector, the database, and which of the two see its calls.
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createTelemetry } from '../../../dist/src/index.js';
import { instrumentFetch } from '../../../dist/src/instrument/fetch.js';
import { instrumentNodeHttp } from '../../../dist/src/instrument/node-http.js';
import { instrumentPg } from '../../../dist/src/instrument/pg.js';
import { createSdkConfiguration } from '../../../dist/src/sdk-node.js';

const [endpoint, database, who] = process.argv.slice(2);
const hasAdapters = who !== 'instrumentations';
const hasInstrumentations = who !== 'adapters';
const require = createRequire(import.meta.url);

const telemetry = createTelemetry({
  service: { name: `orders-${who}`, version: '1.0.0' },
  traces: { endpoint },
  logs: { destination: 'stdout' },
});
if (hasAdapters) instrumentFetch(telemetry, { name: 'http.stock' });
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');
const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
const instrumentations = hasInstrumentations
  ? [new HttpInstrumentation(), new PgInstrumentation(), new UndiciInstrumentation()]
  : [];
const sdk = new NodeSDK({ ...createSdkConfiguration(telemetry), instrumentations });
sdk.start();
telemetry.onShutdown(() => sdk.shutdown());

// Instrumentations see what is required after them.
const http = require('node:http');
const pg = require('pg');
const pool = new pg.Pool({ connectionString: database, max: 1 });
if (hasAdapters) instrumentPg(telemetry, pool, { name: 'pg.orders' });

const stock = http.createServer((request, response) => response.end(request.headers.traceparent ?? 'none'));
const orders = http.createServer(async (_request, response) => {
  await pool.query('select 1');
  telemetry.log.info('order found');
  const traceparent = await (await fetch(`http://127.0.0.1:${stock.address().port}/stock`)).text();
  response.end(traceparent);
});
for (const server of [stock, orders]) {
  if (hasAdapters) instrumentNodeHttp(telemetry, server, { route: ({ url }) => url });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
// The first query also connects.
await pool.query('select 0');

// Raw, because the caller is another process: what runs here must not make a span of it.
const caller = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
const socket = connect(orders.address().port, '127.0.0.1');
socket.write(`GET /orders HTTP/1.1\r\nhost: orders\r\nconnection: close\r\ntraceparent: ${caller}\r\n\r\n`);
let reply = '';
for await (const chunk of socket) reply += chunk;
const told = /00-[\da-f]{32}-[\da-f]{16}-\d\d/.exec(reply.split('\r\n\r\n')[1])?.[0];
await pool.end();
for (const server of [stock, orders]) server.close();
const isDelivered = await telemetry.traces.flush();
process.stderr.write(JSON.stringify({ told, isDelivered, counts: telemetry.traces.counts() }));
await telemetry.shutdown();
process.exit(0);
