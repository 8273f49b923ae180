import { expect, it } from 'vitest';
import { createLogs, type Logger, type RedactionOptions } from '../../src/logs/index.js';
import { baseOptions } from './captured-logs.js';

const linesPerRound = 250;
const rounds = 100;

function logTo(redaction: RedactionOptions): { log: Logger; close(): Promise<void> } {
  const destination = { kind: 'file', path: '/dev/null' } as const;
  const logs = createLogs({ ...baseOptions, destination, redaction });
  return { log: logs.business.child({ component: 'checkout' }), close: () => logs.close() };
}

const lines: Readonly<Record<string, (log: Logger, i: number) => void>> = {
  'five plain fields': (log, i) => {
    const userId = 4711 + i;
    log.info('order created', {
      orderId: `ord_${i}`,
      userId,
      route: '/orders/:id',
      cached: true,
      amount: i / 2,
    });
  },
  'a URL with a query and an error among them': (log, i) => {
    const url = `https://api.example.com/orders/${i}?page=2&sort=created`;
    const error = new Error(`connect ECONNREFUSED 10.0.0.${i % 250}:5432`);
    log.warn('order is late', { orderId: `ord_${i}`, userId: i, url, attempt: 3, error });
  },
};

/** CPU time of the process for one round of lines, in microseconds. */
function cost(log: Logger, line: (log: Logger, i: number) => void): number {
  const start = process.cpuUsage();
  for (let i = 0; i < linesPerRound; i++) line(log, i);
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

it.each(Object.entries(lines))('takes redaction at most 30 %% of a line with %s', async (name, line) => {
  const [plain, redacted] = [logTo({ enabled: false }), logTo({})];
  // By turns, each round beside the one after it, so that a machine that is busy for a while weighs on both.
  const pairs = Array.from(
    { length: rounds },
    () => [cost(plain.log, line), cost(redacted.log, line)] as const,
  );
  await Promise.all([plain.close(), redacted.close()]);
  const ratios = pairs.slice(rounds / 5).map(([before, after]) => after / before);
  const overhead = (ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? NaN) - 1;
  console.log(`redaction of a line with ${name} takes ${(overhead * 100).toFixed(0)} % of the line`);
  expect(overhead).toBeLessThanOrEqual(0.3);
});
