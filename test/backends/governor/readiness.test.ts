import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, bearer, writeToken } from '../../governor/start-governor.js';
import { findFreePort } from '../../support/free-port.js';
import { startRedis } from '../../support/redis.js';
import { waitUntil } from '../../support/wait-until.js';
import { quantile, startService } from './start-service.js';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act();
});

interface Answer {
  readonly sentAt: number;
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

/** Probes a path at a fixed rate over kept connections, whatever the answers take. */
function probeConstantly(port: number, path: string, perSecond: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const answers: Answer[] = [];
  const started = performance.now();
  let sent = 0;
  const send = (): void => {
    const sentAt = performance.now();
    const outgoing = request({ port, path, agent, host: '127.0.0.1' }, (reply) => {
      let body = '';
      reply.setEncoding('utf8').on('data', (text: string) => (body += text));
      reply.on('end', () =>
        answers.push({ sentAt, at: performance.now(), status: reply.statusCode ?? 0, body }),
      );
    });
    outgoing.on('error', () => answers.push({ sentAt, at: performance.now(), status: 0, body: '' }));
    outgoing.end();
  };
  const timer = setInterval(() => {
    while (sent < ((performance.now() - started) / 1000) * perSecond) {
      sent++;
      send();
    }
  }, 5);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await waitUntil(() => answers.length === sent, 'every probe has its answer');
    agent.destroy();
  };
  cleanUp.push(() => clearInterval(timer));
  return { answers, stop, rate: () => sent / ((performance.now() - started) / 1000) };
}

async function startAll() {
  const port = await findFreePort();
  let redis = await startRedis({ port });
  const governor = { tokenFile: writeToken(), trustLoopback: false };
  const service = await startService({ redis: port, settings: { governor } });
  cleanUp.push(
    () => redis.stop('SIGKILL'),
    () => service.stop('SIGKILL'),
  );
  const ready = probeConstantly(service.port, '/readyz', 200);
  const live = probeConstantly(service.port, '/livez', 20);
  /** Resolves to the milliseconds until a probe that was sent from now on is answered so. */
  const until = async (status: number): Promise<number> => {
    const since = performance.now();
    const find = () => ready.answers.find((one) => one.sentAt >= since && one.status === status);
    await waitUntil(() => find() !== undefined, `a probe is answered ${status}`);
    return (find()?.at ?? Infinity) - since;
  };
  const restart = async (): Promise<void> => {
    await redis.stop('SIGKILL');
    redis = await startRedis({ port });
  };
  return { service, ready, live, until, restart, signal: (name: NodeJS.Signals) => redis.signal(name) };
}

describe('readiness of a service with a real Redis, under 200 probes a second', () => {
  it('is gone within a second of a stop or a kill, comes back, and costs one check at a time', async () => {
    const { service, ready, live, until, restart, signal } = await startAll();
    await until(200);
    const stopped: number[] = [];
    const killed: number[] = [];
    for (let i = 0; i < 4; i++) {
      signal('SIGSTOP');
      stopped.push(await until(503));
      signal('SIGCONT');
      await until(200);
      signal('SIGKILL');
      killed.push(await until(503));
      await restart();
      await until(200);
    }
    for (let i = 0; i < 20; i++) {
      signal(i % 2 === 0 ? 'SIGSTOP' : 'SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 50 + ((i * 131) % 400)));
    }
    signal('SIGCONT');
    const back = await until(200);
    const withToken = await ask(service.port, '/readyz', { headers: bearer() });
    await Promise.all([ready.stop(), live.stop()]);
    const lateness = Math.max(...live.answers.map(({ at, sentAt }) => at - sentAt));
    const waits = ready.answers.map(({ at, sentAt }) => at - sentAt);
    const dead = live.answers.filter(({ status }) => status !== 200).length;
    const { asked, mostInFlight } = await service.ask<{ asked: number; mostInFlight: number }>('checks');
    const show = (times: readonly number[]): string => times.map((ms) => ms.toFixed(0)).join(' ');
    console.log(
      `readiness: ${ready.answers.length} probes at ${ready.rate().toFixed(0)}/s, not ready after ${show(stopped)} ms of a stop and ` +
        `${show(killed)} ms of a kill, ready again ${back.toFixed(0)} ms after 20 flaps, answered in p99 ${quantile(waits, 0.99).toFixed(0)} ms; ` +
        `${asked} checks, ${mostInFlight} in flight; ${live.answers.length} of /livez, ${dead} failed, slowest ${lateness.toFixed(0)} ms`,
    );
    const bodies = new Set(ready.answers.map(({ body }) => body));
    expect([...bodies].sort()).toEqual(['{"ready":false}\n', '{"ready":true}\n']);
    expect(JSON.parse(withToken.body)).toEqual({ ready: true, checks: { redis: true } });
    expect([mostInFlight, dead]).toEqual([1, 0]);
    // How late this machine answers anything at all is not the governor's.
    expect(Math.max(...stopped, ...killed)).toBeLessThanOrEqual(1000 + lateness);
  }, 60_000);
});
