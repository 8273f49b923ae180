import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startCollector } from '../../traces/otlp-collector.js';
import { type RunningService, startService } from './start-service.js';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act();
});

async function start(options: Parameters<typeof startService>[0] = {}): Promise<RunningService> {
  const service = await startService(options);
  cleanUp.push(() => service.stop('SIGKILL'));
  return service;
}

/** The figure of the promise is 100; the suite has less time. */
const restarts = Number(process.env['RESTARTS'] ?? 20);
/** Services behind the balancer, and how many of them are restarted at a time. */
const fleetSize = 8;
const atOnce = 4;

describe('a restart', () => {
  it(`fails no request, and loses no line and no span, ${restarts} times under 300 requests a second`, async () => {
    const collector = await startCollector();
    cleanUp.push(() => collector.close());
    const settings = {
      traces: { endpoint: collector.url },
      shutdown: { notReadyMs: 1000, deadlineMs: 20_000 },
    };
    const fleet = await Promise.all(Array.from({ length: fleetSize }, () => start({ settings })));
    const logs = fleet.map(({ log }) => log);
    const ready = new Map<RunningService, number>();
    const balancer = setInterval(() => {
      const askedAt = performance.now();
      for (const service of fleet)
        void isReady(service).then((is) => (is ? ready.set(service, askedAt) : ready.delete(service)));
    }, 100);
    // What was heard half a second ago is too old to go by, however late this process itself is.
    const driver = drive((id) => {
      const fresh = fleet.filter((one) => performance.now() - (ready.get(one) ?? -Infinity) < 500);
      return fresh[id % fresh.length];
    });
    cleanUp.push(() => {
      clearInterval(balancer);
      driver.stop();
    });
    const startedAt = performance.now();
    let count = 0;
    const restartTheirs = async (first: number): Promise<void> => {
      for (let turn = 0; count < restarts; turn++) {
        count++;
        const slot = first + atOnce * (turn % (fleetSize / atOnce));
        await fleet[slot]?.stop();
        ready.delete(fleet[slot] as RunningService);
        fleet[slot] = await start({ settings });
        logs.push((fleet[slot] as RunningService).log);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, first) => restartTheirs(first)));
    const seconds = (performance.now() - startedAt) / 1000;
    clearInterval(balancer);
    const { sent, failed } = await driver.end();
    for (const service of fleet) await service.stop();
    const lines = logs
      .flatMap((log) => readFileSync(log, 'utf8').split('\n'))
      .filter((line) => line.includes('"msg":"work"'));
    const lost = sent - new Set(lines.map((line) => (JSON.parse(line) as { path: string }).path)).size;
    console.log(
      `restarts: ${count} in ${seconds.toFixed(0)} s, ${sent} requests (${(sent / seconds).toFixed(0)}/s), ${failed.length} failed, ` +
        `${lost} lines lost, ${sent - collector.spans.length} spans lost`,
    );
    expect(failed).toEqual([]);
    expect([count, lost, sent - collector.spans.length]).toEqual([restarts, 0, 0]);
  }, 900_000);
});

/** What a balancer asks; a service that ends while it is asked is not ready. */
async function isReady(service: RunningService): Promise<boolean> {
  try {
    const reply = await fetch(`${service.governor}/readyz`, { signal: AbortSignal.timeout(500) });
    await reply.arrayBuffer();
    return reply.ok && service.child.exitCode === null && service.child.signalCode === null;
  } catch {
    return false;
  }
}

/** Sends 300 requests a second over kept connections, each with a path of its own, to whom `choose` says. */
function drive(choose: (id: number) => RunningService | undefined) {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const failed: string[] = [];
  const open: Promise<void>[] = [];
  const startedAt = performance.now();
  let due = 0;
  let sent = 0;
  const timer = setInterval(() => {
    for (; due < ((performance.now() - startedAt) / 1000) * 300; due++) {
      const target = choose(due);
      if (target === undefined) continue;
      open.push(
        send(agent, `${target.url}/r${sent++}`).catch((error: Error) => void failed.push(error.message)),
      );
    }
  }, 10);
  const stop = (): void => clearInterval(timer);
  return {
    stop,
    async end() {
      stop();
      await Promise.all(open);
      agent.destroy();
      return { sent, failed };
    },
  };
}

function send(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(String(response.statusCode))),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
