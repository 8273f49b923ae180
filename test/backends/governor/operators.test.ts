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

/** Restarts; the figure of the promise is 100. */
const restarts = Number(process.env['RESTARTS'] ?? 10);

describe('a restart', () => {
  it(`fails no request, and loses no line and no span, ${restarts} times under 300 requests a second`, async () => {
    const collector = await startCollector();
    cleanUp.push(() => collector.close());
    const settings = {
      traces: { endpoint: collector.url },
      shutdown: { notReadyMs: 1000, deadlineMs: 20_000 },
    };
    const fleet = [await start({ settings }), await start({ settings })];
    const logs = fleet.map(({ log }) => log);
    const isReady = [true, true];
    const agent = new Agent({ keepAlive: true, maxSockets: 50 });
    const counts = { sent: 0, answered: 0, failed: [] as string[] };
    const state = { isOver: false };
    const balancer = setInterval(() => {
      fleet.forEach((service, i) => {
        void fetch(`${service.governor}/readyz`, { signal: AbortSignal.timeout(500) }).then(
          (reply) => (isReady[i] = reply.ok && fleet[i] === service),
          () => (isReady[i] = fleet[i] === service ? false : (isReady[i] ?? false)),
        );
      });
    }, 100);
    const open: Promise<void>[] = [];
    const driver = setInterval(() => {
      for (let n = 0; n < 3 && !state.isOver; n++) {
        const id = counts.sent;
        const target = fleet[isReady[id % 2] === true ? id % 2 : (id + 1) % 2];
        if (target === undefined || !isReady.includes(true)) continue;
        counts.sent++;
        open.push(
          send(agent, `${target.url}/r${id}`).then(
            () => void counts.answered++,
            (error: Error) => void counts.failed.push(error.message),
          ),
        );
      }
    }, 10);
    for (let i = 0; i < restarts; i++) {
      const old = fleet[i % 2];
      const ended = old?.stop();
      await ended;
      isReady[i % 2] = false;
      fleet[i % 2] = await start({ settings });
      logs.push(fleet[i % 2]?.log ?? '');
      isReady[i % 2] = true;
    }
    state.isOver = true;
    clearInterval(driver);
    clearInterval(balancer);
    await Promise.all(open);
    for (const service of fleet) await service.stop();
    agent.destroy();
    const lines = logs
      .flatMap((log) => readFileSync(log, 'utf8').split('\n'))
      .filter((line) => line.includes('"msg":"work"'));
    const lost = counts.sent - new Set(lines.map((line) => (JSON.parse(line) as { path: string }).path)).size;
    console.log(
      `restarts: ${restarts}, ${counts.sent} requests, ${counts.failed.length} failed, ${lost} lines lost, ` +
        `${counts.sent - collector.spans.length} spans lost`,
    );
    expect(counts.failed).toEqual([]);
    expect([lost, counts.sent - collector.spans.length]).toEqual([0, 0]);
  }, 900_000);
});

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
