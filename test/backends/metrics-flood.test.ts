import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Seconds that each flood lasts. */
const seconds = 6;

interface Flood {
  readonly kind: 'tricord' | 'prom-client';
  readonly series: number;
  readonly scrapers: number;
}

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly probes: number;
  readonly blockMs: number;
  readonly block99Ms: number;
  readonly grownMiB: number;
  readonly pages: number;
  readonly refused: number;
  readonly withoutRetryAfter: number;
  readonly failed: number;
}

function start(fixture: string, ...argv: (string | number)[]): ChildProcess {
  return fork(join(import.meta.dirname, '../metrics/fixtures', fixture), argv.map(String));
}

async function ask<Answer>(child: ChildProcess, order: string): Promise<Answer> {
  child.send(order);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}

/** Asks the application, one request after the other on one connection, and returns the milliseconds each took. */
async function probe(url: string, forMs: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    const startedAt = performance.now();
    await new Promise<void>((resolve, reject) => {
      get(url, { agent }, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  agent.destroy();
  return times.sort((a, b) => a - b);
}

async function flood({ kind, series, scrapers }: Flood): Promise<Figures> {
  const server = start('flood-server.mjs', kind, series);
  const [{ app, metrics }] = (await once(server, 'message')) as [{ app: string; metrics: string }];
  try {
    // One page first, so that what a page costs once is not taken for a leak.
    await fetch(metrics).then((reply) => reply.arrayBuffer());
    await probe(app, 300);
    const { rss } = await ask<{ rss: number }>(server, 'reset');
    const many = start('flood-scrapers.mjs', metrics, scrapers);
    const times = await probe(app, seconds * 1000);
    const loop = await ask<{ peakRss: number; blockMs: number; block99Ms: number }>(server, 'figures');
    const got = await ask<Pick<Figures, 'pages' | 'refused' | 'withoutRetryAfter' | 'failed'>>(many, 'stop');
    const at = (share: number) => times[Math.floor(times.length * share)] ?? NaN;
    const grownMiB = (loop.peakRss - rss) / 2 ** 20;
    return { p50: at(0.5), p99: at(0.99), probes: times.length, ...loop, grownMiB, ...got };
  } finally {
    server.kill();
  }
}

function print({ kind, series, scrapers }: Flood, figures: Figures): void {
  const { p50, p99, probes, blockMs, block99Ms, grownMiB, pages, refused } = figures;
  console.log(
    `M5: ${kind}, ${series} series, ${scrapers} scrapers, ${seconds} s: app p50 ${p50.toFixed(1)} ms, ` +
      `p99 ${p99.toFixed(1)} ms (${probes} probes), loop block p99 ${block99Ms.toFixed(1)} ms, ` +
      `max ${blockMs.toFixed(1)} ms, RSS +${grownMiB.toFixed(0)} MiB, ${pages} pages, ${refused} refused`,
  );
}

describe('a flood of scrapes (M5)', () => {
  it('leaves the application as it is, many times less disturbed than by the stock registry', async () => {
    const stock = await run({ kind: 'prom-client', series: 2000, scrapers: 10 });
    const small = await run({ kind: 'tricord', series: 2000, scrapers: 10 });
    const floods = [
      small,
      await run({ kind: 'tricord', series: 2000, scrapers: 50 }),
      await run({ kind: 'tricord', series: 10_000, scrapers: 10 }),
      await run({ kind: 'tricord', series: 10_000, scrapers: 50 }),
    ];
    console.log(
      `M5: app p99 is ${(stock.p99 / small.p99).toFixed(0)} times shorter than beside the stock registry`,
    );
    expect(small.p99 * 4).toBeLessThan(stock.p99);
    for (const { p99, withoutRetryAfter, failed, pages, grownMiB } of floods) {
      expect(p99).toBeLessThan(250);
      expect(withoutRetryAfter).toBe(0);
      expect(failed).toBe(0);
      expect(pages).toBeGreaterThan(10);
      expect(grownMiB).toBeLessThan(200);
    }
    expect(floods[3]?.refused).toBeGreaterThan(0);
  }, 110_000);
});

async function run(setting: Flood): Promise<Figures> {
  const figures = await flood(setting);
  print(setting, figures);
  return figures;
}
