import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations } from '../../src/catalog/index.js';
import { clientStatsGauge } from '../../src/catalog/client-metrics.js';
import { breakerEventsTotal } from '../../src/catalog/breaker-metrics.js';
import type { OperationEntry } from '../../src/catalog/define-operation.js';
import {
  errorOutcome,
  grpcOutcome,
  httpOutcome,
  okOutcome,
  type Outcome,
} from '../../src/catalog/outcome.js';
import type { MetricDefinition } from '../../src/catalog/metric-definition.js';
import { startOperation } from '../../src/operation.js';
import { createTestTelemetry } from '../../src/testing/index.js';

/** A service that does a little of everything, for boards and alerts to look at. */
export interface BusyService {
  /** host:port of its page. */
  readonly address: string;
  /** Share of its requests that fail from now on. */
  failing(share: number): void;
  close(): Promise<void>;
}

/** Starts operations of every kind of the catalog, again and again, and serves the page that says so. */
export async function startBusyService(
  name: string,
  own: readonly MetricDefinition<'counter', string, {}>[] = [],
): Promise<BusyService> {
  const telemetry = createTestTelemetry({ service: { name, version: '1.2.3' }, metrics: { runtime: true } });
  let share = 0.1;
  let turn = 0;
  const stats = { max_open_connections: 10, open_connections: 5, in_use: 3, idle: 2, waiting: 0 };
  telemetry.metrics.observe(clientStatsGauge, () => [
    ...Object.entries(stats).map(([index, value]) => [['gorm', 'pg.main', index], value] as const),
    [['breaker', 'stock', 'open'], 0] as const,
  ]);
  const events = telemetry.metrics.counterFamily(breakerEventsTotal);
  const counters = own.map((metric) => telemetry.metrics.counter(metric));
  const timer = setInterval(() => {
    turn += 1;
    const isBad = (turn % 10) / 10 < share;
    for (const entry of operations) runOperation(telemetry, entry, { isBad, turn });
    events.series(['stock', isBad ? 'failure' : 'success']).inc();
    for (const counter of counters) counter.inc();
    telemetry.log.info('turn', { turn });
  }, 20);
  const page = await serve(async () => String((await telemetry.metrics.page()).body));
  return {
    address: page.address,
    failing: (value) => void (share = value),
    async close() {
      clearInterval(timer);
      await page.close();
      await telemetry.shutdown();
    },
  };
}

function runOperation(
  telemetry: ReturnType<typeof createTestTelemetry>,
  entry: OperationEntry,
  { isBad, turn }: { isBad: boolean; turn: number },
): void {
  const operation = startOperation(telemetry, entry, {
    component: 'test',
    name: `${entry.type}.main`,
    peer: 'caller',
    method: `${entry.name.split('.').at(-1)}.${turn % 3}`,
    rpcService: 'shop',
  });
  // Some last longer, so that quantiles differ.
  setTimeout(() => operation.end(outcomeOf(entry, isBad)), turn % 5 === 0 ? 60 : 2);
}

function outcomeOf({ type, side }: OperationEntry, isBad: boolean): Outcome {
  if (type === 'http') return httpOutcome(isBad ? 503 : 200);
  if (type === 'unary' || type === 'stream') return grpcOutcome(isBad ? 13 : 0);
  return isBad && side !== 'server' ? errorOutcome : okOutcome;
}

/** Serves a page on loopback. */
export async function serve(
  render: () => string | Promise<string>,
): Promise<{ address: string; close(): Promise<void> }> {
  const server: Server = createServer((_, response) => {
    void Promise.resolve(render()).then((text) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
