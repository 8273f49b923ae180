import pino from 'pino';
import { afterAll, expect, it } from 'vitest';
import { type AccessRecord, createLogs } from '../../src/logs/index.js';
import { accessRecord, baseOptions } from './captured-logs.js';

const linesPerRound = 250;
const rounds = 40;
const levels = { framework: 'info', business: 'info' } as const;

const path = '/dev/null';
const logs = createLogs({ ...baseOptions, levels, destination: { kind: 'file', path } });
const ours = logs.business.child({ component: 'checkout' });
const plain = pino({}, pino.destination({ dest: path, sync: true })).child({ component: 'checkout' });
afterAll(() => logs.close());

/** CPU time of the process for one round, in nanoseconds a line. */
function cost(line: (i: number) => void, count = linesPerRound): number {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) line(i);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / count;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Two kinds of line by turns, each round beside the one after it, so that a busy machine weighs on both. */
function compare(first: (i: number) => void, second: (i: number) => void, count?: number) {
  // Code that the compiler has not seen to yet says nothing about the code.
  for (const line of [first, second]) cost(line, 20_000);
  const pairs = Array.from({ length: rounds }, () => [cost(first, count), cost(second, count)] as const);
  const ratio = median(pairs.map(([a, b]) => b / a));
  return { ratio, ns: [0, 1].map((side) => median(pairs.map((pair) => pair[side] as number))) };
}

// What is logged exists before the clock starts, as an operation's facts do.
const kinds = Array.from({ length: 100 }, (_, i) => i);
const fields = kinds.map((i) => ({
  orderId: `ord_${i}`,
  userId: 4711 + i,
  route: '/orders/:id',
  cached: i % 2 === 0,
  amount: i / 2,
}));
const records = kinds.map((i) =>
  accessRecord({ addr: `/orders/${i}`, ip: undefined, peerIp: `10.12.0.${i % 16}`, costMs: 1 + i * 0.137 }),
);
const plainLine = (i: number): void => plain.info(fields[i % 100], 'order created');

it.each([
  ['a guarded, redacted line with ids', 1, (i: number) => ours.info('order created', fields[i % 100])],
  ['an access line', 0.5, (i: number) => logs.access(records[i % 100] as AccessRecord)],
] as const)('%s costs at most %f of a line of a plain pino child', (name, bar, line) => {
  const { ratio, ns } = compare(plainLine, line);
  const [pinos = 0, mine = 0] = ns;
  console.log(
    `${name}: ${ratio.toFixed(2)} of a pino child’s line, ${mine.toFixed(0)} and ${pinos.toFixed(0)} ns`,
  );
  expect(ratio).toBeLessThanOrEqual(bar);
});

it('a level that is off costs what it costs in pino', () => {
  const { ratio, ns } = compare(
    () => plain.debug('never'),
    () => ours.debug('never'),
    20_000,
  );
  const [pinos = 0, mine = 0] = ns;
  console.log(`a level that is off: ${mine.toFixed(1)} ns, pino’s ${pinos.toFixed(1)} ns`);
  expect(ratio).toBeLessThanOrEqual(1.5);
});
