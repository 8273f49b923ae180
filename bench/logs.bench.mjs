/**
 * CPU time of a log line, interleaved in one run, as ratios to a line of a plain pino child.
 * BENCH_DIST names the folder of the compiled package, ../dist by default.
 */
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import pino from 'pino';

const dist = resolve(process.env.BENCH_DIST ?? new URL('../dist', import.meta.url).pathname);
const { createLogs } = await import(pathToFileURL(`${dist}/src/logs/index.js`).href);

const rounds = 15;
const linesPerRound = 40_000;
const linesPerTurn = 200;
const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

function logsWith(options) {
  return createLogs({
    service: { name: 'order-service', version: '1.4.2' },
    frameworkVersion: '0.1.0',
    dialect: 'zap',
    levels: { framework: 'info', business: 'info' },
    destination: { kind: 'file', path: '/dev/null' },
    caller: false,
    development: false,
    traceIds: () => ids,
    ...options,
  });
}

const sink = () => pino.destination({ dest: '/dev/null', sync: true });
const bound = { component: 'checkout', region: 'eu-west-1' };
const pinoChild = pino({}, sink()).child(bound);
const pinoMixin = pino({ mixin: () => ({ traceId: ids.traceId, spanId: ids.spanId }) }, sink()).child(bound);
const zap = logsWith({});
const ego = logsWith({ dialect: 'ego' });
const withCaller = logsWith({ caller: true });
const business = zap.business.child(bound);
const egoBusiness = ego.business.child(bound);
const callerBusiness = withCaller.business.child(bound);

const fields = (i) => ({
  orderId: `ord_${i}`,
  userId: 4711 + i,
  route: '/orders/:id',
  cached: i % 2 === 0,
  amount: 12.5 + i,
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

const cases = {
  'pino child': (i) => pinoChild.info(fields(i), 'order created'),
  'pino child with mixin': (i) => pinoMixin.info(fields(i), 'order created'),
  'ours (object, message)': (i) => business.info(fields(i), 'order created'),
  'ours (message, object)': (i) => business.info('order created', fields(i)),
  'ours, ego dialect': (i) => egoBusiness.info('order created', fields(i)),
  'ours with caller': (i) => callerBusiness.info('order created', fields(i)),
  'ours, url and nested object': (i) =>
    business.info('order created', {
      url: 'https://shop.example/orders/12?page=2',
      order: { id: i, items: [1, 2] },
    }),
  'pino, a child a line': (i) => pinoChild.child({ reqId: i }).info(fields(i), 'order created'),
  'ours, a child a line': (i) => business.child({ reqId: i }).info(fields(i), 'order created'),
  'ours, access line': (i) => zap.access(access(i)),
  'pino child, same fields as access': (i) => pinoChild.info(accessFields(i), 'access'),
};

async function measure(log) {
  const start = process.cpuUsage();
  for (let i = 0; i < linesPerRound; i++) {
    log(i);
    if (i % linesPerTurn === 0) await new Promise(setImmediate);
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / linesPerRound;
}

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, log] of Object.entries(cases)) {
    const ns = await measure(log);
    if (round > 1) times[name].push(ns);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function disabledNs(log) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < 20_000_000; i++) log.debug('never');
  return Number(process.hrtime.bigint() - start) / 20_000_000;
}

const base = { best: Math.min(...times['pino child']), median: median(times['pino child']) };
console.log('| line | CPU ns best | median | ratio best | ratio median |\n|---|---|---|---|---|');
for (const [name, values] of Object.entries(times)) {
  const best = Math.min(...values);
  const middle = median(values);
  const ratios = [best / base.best, middle / base.median].map((ratio) => ratio.toFixed(2));
  console.log(`| ${name} | ${best.toFixed(0)} | ${middle.toFixed(0)} | ${ratios.join(' | ')} |`);
}
const off = [pinoChild, business, pinoChild, business].map(disabledNs);
console.log(`disabled level: pino ${off[2].toFixed(2)} ns, ours ${off[3].toFixed(2)} ns`);
for (const logs of [zap, ego, withCaller]) {
  await logs.close();
  const { produced, written, dropped, buffered } = logs.counts();
  console.log(`produced ${produced} = written ${written} + dropped ${dropped} + buffered ${buffered}`);
}
