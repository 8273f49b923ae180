/**
 * CPU time of a log line, interleaved in one run, as ratios to a line of a plain pino child, into /dev/null and a file.
 * BENCH_DIST names the folder of the compiled package, ../dist by default.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import pino from 'pino';
import winston from 'winston';
import { median } from './statistics.mjs';

const dist = resolve(process.env.BENCH_DIST ?? new URL('../dist', import.meta.url).pathname);
const { createLogs } = await import(pathToFileURL(`${dist}/src/logs/index.js`).href);
// The instrumentation patches what is required after it; what was imported before stays plain.
new PinoInstrumentation({ disableLogSending: true });
const require = createRequire(import.meta.url);
delete require.cache[require.resolve('pino')];
const instrumentedPino = require('pino');

const rounds = 11;
const linesPerRound = 20_000;
const linesPerTurn = 200;
const spanContext = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
};
const { traceFlags: _, ...ids } = spanContext;
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const readIds = () => trace.getSpanContext(context.active());

const fields = (i) => ({
  orderId: `ord_${i}`,
  userId: 4711 + i,
  route: '/orders/:id',
  cached: i % 2 === 0,
  amount: 12.5 + i,
});
/** What redaction has most work with. */
const lateFields = (i) => ({
  orderId: `ord_${i}`,
  userId: 4711 + i,
  url: `https://api.example.com/orders/${i}?page=2&sort=created`,
  attempt: 3,
  error: new Error(`connect ECONNREFUSED 10.0.0.${i % 250}:5432`),
});
// What varies from request to request varies here: five methods, a thousand paths, sixteen callers.
const methods = ['GET./orders/:id', 'POST./orders', 'GET./users/:id', 'GET./carts/:id', 'PUT./carts/:id'];
const access = (i) => ({
  level: 'info',
  comp: 'server.http',
  compName: 'http.orders',
  method: methods[i % 5],
  key: 'GET',
  costMs: 1.234 + (i % 977) * 0.137,
  code: 200,
  ucode: 200,
  bizCode: undefined,
  reason: undefined,
  isSlow: false,
  ...ids,
  addr: `/orders/${i % 1000}`,
  name: undefined,
  ip: undefined,
  peerName: 'web-shop',
  peerIp: `10.12.0.${i % 16}`,
  size: undefined,
  desc: undefined,
  type: undefined,
  error: undefined,
  req: undefined,
  res: undefined,
});
const accessFields = (i) => {
  const { comp, compName, method, key, costMs, code, ucode, addr, peerName, peerIp } = access(i);
  return { comp, compName, method, key, cost: costMs, code, ucode, event: 'normal', addr, peerName, peerIp };
};

const bound = { component: 'checkout', region: 'eu-west-1' };

/** Everything that is compared, writing to one path. */
function createCases(path) {
  const logsWith = (options) =>
    createLogs({
      service: { name: 'order-service', version: '1.4.2' },
      frameworkVersion: '0.1.0',
      dialect: 'zap',
      levels: { framework: 'info', business: 'info' },
      destination: { kind: 'file', path },
      caller: false,
      development: false,
      traceIds: readIds,
      ...options,
    });
  const sink = () => pino.destination({ dest: path, sync: true });
  const withIds = () => {
    const { traceId, spanId } = readIds() ?? {};
    return { traceId, spanId };
  };
  const pinoChild = pino({}, sink()).child(bound);
  const pinoMixin = pino({ mixin: withIds }, sink()).child(bound);
  const pinoOtel = instrumentedPino({}, sink()).child(bound);
  const { combine, timestamp, json } = winston.format;
  const winstonChild = winston
    .createLogger({
      format: combine(timestamp(), json()),
      transports: [new winston.transports.Stream({ stream: createWriteStream(path, { flags: 'a' }) })],
    })
    .child(bound);
  const zap = logsWith({});
  const unredacted = logsWith({ redaction: { enabled: false } });
  const ego = logsWith({ dialect: 'ego' });
  const withCaller = logsWith({ caller: true });
  const [business, egoBusiness, callerBusiness, open] = [zap, ego, withCaller, unredacted].map((logs) =>
    logs.business.child(bound),
  );
  const lines = {
    'pino child': (i) => pinoChild.info(fields(i), 'order created'),
    'pino child, mixin with the ids': (i) => pinoMixin.info(fields(i), 'order created'),
    'pino child, instrumentation-pino': (i) => pinoOtel.info(fields(i), 'order created'),
    'winston child': (i) => winstonChild.info('order created', fields(i)),
    'ours (object, message)': (i) => business.info(fields(i), 'order created'),
    'ours (message, object)': (i) => business.info('order created', fields(i)),
    'ours, ego dialect': (i) => egoBusiness.info('order created', fields(i)),
    'ours, redaction off': (i) => open.info('order created', fields(i)),
    'ours, a URL and an error': (i) => business.warn('order is late', lateFields(i)),
    'ours, the same, redaction off': (i) => open.warn('order is late', lateFields(i)),
    'ours with caller': (i) => callerBusiness.info('order created', fields(i)),
    'pino, a child a line': (i) => pinoChild.child({ reqId: i }).info(fields(i), 'order created'),
    'ours, a child a line': (i) => business.child({ reqId: i }).info(fields(i), 'order created'),
    'ours, access line': (i) => zap.access(access(i)),
    'pino child, the access fields': (i) => pinoChild.info(accessFields(i), 'access'),
  };
  return { lines, logs: [zap, ego, withCaller, unredacted], pinoChild, business };
}

async function measure(log) {
  const start = process.cpuUsage();
  for (let i = 0; i < linesPerRound; i++) {
    log(i);
    if (i % linesPerTurn === 0) await new Promise(setImmediate);
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / linesPerRound;
}

function disabledNs(log) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < 20_000_000; i++) log.debug('never');
  return Number(process.hrtime.bigint() - start) / 20_000_000;
}

async function compare(name, path) {
  const { lines, logs, pinoChild, business } = createCases(path);
  const times = Object.fromEntries(Object.keys(lines).map((line) => [line, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [line, log] of Object.entries(lines)) {
      const ns = await measure(log);
      if (round > 1) times[line].push(ns);
    }
  }
  const base = { best: Math.min(...times['pino child']), median: median(times['pino child']) };
  console.log(`\n| into ${name} | CPU ns best | median | ratio best | ratio median |\n|---|---|---|---|---|`);
  for (const [line, values] of Object.entries(times)) {
    const best = Math.min(...values);
    const middle = median(values);
    const ratios = [best / base.best, middle / base.median].map((ratio) => ratio.toFixed(2));
    console.log(`| ${line} | ${best.toFixed(0)} | ${middle.toFixed(0)} | ${ratios.join(' | ')} |`);
  }
  const off = [pinoChild, business, pinoChild, business].map(disabledNs);
  console.log(`disabled level: pino ${off[2].toFixed(2)} ns, ours ${off[3].toFixed(2)} ns`);
  for (const each of logs) {
    await each.close();
    const { produced, written, dropped, buffered } = each.counts();
    console.log(`produced ${produced} = written ${written} + dropped ${dropped} + buffered ${buffered}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tricord-bench-'));
await context.with(trace.setSpanContext(context.active(), spanContext), async () => {
  await compare('/dev/null', '/dev/null');
  await compare('a file', join(folder, 'bench.log'));
});
rmSync(folder, { recursive: true });
