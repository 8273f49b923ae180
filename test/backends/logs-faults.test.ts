import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogs, type Logs } from '../../src/logs/index.js';
import { baseOptions } from '../logs/captured-logs.js';
import { readLines } from '../logs/read-lines.js';
import { readTold, runChild as run } from '../logs/run-child.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const runChild: typeof run = (script, options) => run(script, { ...options, isBuilt: true });

/** Runs something so many times, four at once. */
async function times(count: number, turn: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await turn(next++);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

const destinationOf = (sink: string, path: string): string =>
  JSON.stringify(sink === 'file' ? { kind: 'file', path } : { kind: 'stdout' });

/** Logs about 2,000 lines a second until it is killed. */
const stream = (destination: string): string => `
  const logs = open(${destination});
  let i = 0;
  const timer = setInterval(() => { for (let n = 0; n < 10; n++) logs.business.info('line', { i: i++ }); }, 5);
`;

describe('processes that are ended', () => {
  it('lose no line to SIGTERM: 50 kills at random times, to files and pipes', async () => {
    let kept = 0;
    await times(50, async (run) => {
      const sink = run % 2 === 0 ? 'file' : 'pipe';
      const path = join(folder, `term-${run}.log`);
      const { stdout, code } = await runChild(
        `${stream(destinationOf(sink, path))}
        process.on('SIGTERM', async () => {
          clearInterval(timer);
          logs.business.info('stopped', { i });
          await logs.close();
          process.exit(0);
        });
        writeSync(2, 'ready');`,
        {
          onSpawn: (child) =>
            child.stderr?.once('data', () => setTimeout(() => child.kill('SIGTERM'), (run * 37) % 300)),
        },
      );
      const { lines, torn } = readLines(sink === 'file' ? readFileSync(path, 'utf8') : stdout);
      const last = lines.at(-1);
      expect([code, torn, last?.msg, last?.i]).toEqual([0, 0, 'stopped', lines.length - 1]);
      kept++;
    });
    console.log(`SIGTERM: ${kept} of 50 runs without a lost line, last line "stopped"`);
  }, 300_000);

  it('keep their last line through every way out: 100 of 100', async () => {
    const ends = [
      `process.on('uncaughtException', (error) => { logs.business.error('last', error); process.exit(1); }); throw new Error('x');`,
      `process.on('unhandledRejection', (error) => { logs.business.error('last', { error }); process.exit(1); }); Promise.reject(new Error('x'));`,
      `logs.business.info('last'); process.exit(1);`,
      `setTimeout(() => { logs.business.info('last'); process.exit(1); }, 20);`,
      `logs.business.info('last'); await Promise.reject(new Error('x'));`,
    ];
    let kept = 0;
    await times(100, async (run) => {
      const sink = run % 2 === 0 ? 'file' : 'pipe';
      const path = join(folder, `end-${run}.log`);
      const { stdout, code } = await runChild(
        `const logs = open(${destinationOf(sink, path)}); logs.business.info('line'); ${ends[run % ends.length] ?? ''}`,
      );
      expect(code).toBe(1);
      if (readLines(sink === 'file' ? readFileSync(path, 'utf8') : stdout).lines.at(-1)?.msg === 'last')
        kept++;
    });
    console.log(`${kept} of 100 processes kept their last line, none ended with code 7`);
    expect(kept).toBe(100);
  }, 300_000);

  it('lose no error to SIGKILL and at most 200 ms of other lines: 100 kills', async () => {
    let errors = 0;
    let torn = 0;
    let lost = 0;
    await times(100, async (run) => {
      const sink = run % 2 === 0 ? 'file' : 'pipe';
      const path = join(folder, `kill-${run}.log`);
      const { stdout, stderr } = await runChild(`${stream(destinationOf(sink, path))}
        setTimeout(() => {
          if (${run % 4} < 2) logs.business.error('dying', { i: i++ });
          writeSync(2, String(i));
          process.kill(process.pid, 'SIGKILL');
        }, ${50 + ((run * 31) % 150)});`);
      const read = readLines(sink === 'file' ? readFileSync(path, 'utf8') : stdout);
      if (run % 4 >= 2 || read.lines.some(({ msg }) => msg === 'dying')) errors++;
      torn += read.torn;
      lost = Math.max(lost, Number(stderr) - read.lines.length);
    });
    console.log(`SIGKILL: ${errors} of 100 kept their errors, at most ${lost} lines lost, ${torn} torn`);
    expect(errors).toBe(100);
    expect(lost).toBeLessThanOrEqual(400);
    expect(torn).toBeLessThanOrEqual(100);
  }, 300_000);
});

describe('a reader', () => {
  it('that stops for 60 s blocks nothing and costs what is counted, errors last', async () => {
    const end = await runChild(
      `const logs = open({ kind: 'stdout' });
      const pauses = []; let last = performance.now(); let peak = 0; let errors = 0;
      const rss = process.memoryUsage.rss();
      const until = performance.now() + 65_000;
      await new Promise((resolve) => {
        const timer = setInterval(() => {
          const now = performance.now();
          pauses.push(now - last - 10); last = now;
          for (let n = 0; n < 50; n++) logs.business.info('line', { pad: 'x'.repeat(100) });
          if (pauses.length % 100 === 0) { logs.business.error('error', { stacktrace: 1 }); errors++; }
          peak = Math.max(peak, process.memoryUsage.rss() - rss);
          if (now > until) { clearInterval(timer); resolve(); }
        }, 10);
      });
      await logs.close();
      pauses.sort((a, b) => a - b);
      tell(logs, { errors, p999: pauses[Math.floor(pauses.length * 0.999)], peak });`,
      { reader: `sh -c 'sleep 60; cat'` },
    );
    const told = readTold(end);
    const { lines, torn } = readLines(end.stdout);
    const { produced = 0, written = 0, dropped = 0, errors = 0, p999 = 0, peak = 0 } = told;
    const kept = lines.filter(({ msg }) => msg === 'error').length;
    console.log(
      `stopped for 60 s: ${produced} = ${written} + ${dropped}, ${kept} of ${errors} errors, ${torn} torn, ` +
        `pause p99.9 ${p999.toFixed(0)} ms, RSS +${(peak / 2 ** 20).toFixed(0)} MiB, ${told.notices} notices`,
    );
    expect([written + dropped, lines.length, kept, torn]).toEqual([produced, written, errors, 0]);
    expect(told.notices).toBeLessThanOrEqual(2);
  }, 120_000);
});

async function logLines(logs: Logs, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    logs.business.info('line', { i });
    if (i % 50 === 0) await new Promise(setImmediate);
  }
}

describe.runIf(process.getuid?.() === 0)('a full disk', () => {
  it('tears at most one line, loses what is counted, and is written to again at once: 20 incidents', async () => {
    const mount = mkdtempSync(join(tmpdir(), 'tricord-tmpfs-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]);
    const sum = { produced: 0, written: 0, dropped: 0, torn: 0, slowestMs: 0 };
    try {
      for (let incident = 0; incident < 20; incident++) {
        const path = join(mount, 'app.log');
        const filler = join(mount, 'filler');
        writeFileSync(filler, Buffer.alloc(700_000 + incident * 6_007));
        const logs = createLogs({ ...baseOptions, destination: { kind: 'file', path, maxBytes: 150_000 } });
        await logLines(logs, 4000);
        expect(logs.counts().buffered).toBeGreaterThan(0);
        rmSync(filler);
        const since = performance.now();
        await logs.flush();
        sum.slowestMs = Math.max(sum.slowestMs, performance.now() - since);
        await logs.close();
        const { produced, written, dropped } = logs.counts();
        expect(written + dropped).toBe(produced);
        const { lines, torn } = readLines(readFileSync(path, 'utf8'));
        expect(torn).toBeLessThanOrEqual(1);
        expect(lines).toHaveLength(written);
        sum.produced += produced;
        sum.written += written;
        sum.dropped += dropped;
        sum.torn += torn;
        rmSync(path);
      }
    } finally {
      execFileSync('umount', [mount]);
      rmSync(mount, { recursive: true });
    }
    const { produced, written, dropped, torn, slowestMs } = sum;
    console.log(
      `ENOSPC x 20: ${produced} = ${written} + ${dropped}, ${torn} torn, resumed within ${slowestMs.toFixed(0)} ms`,
    );
    expect(slowestMs).toBeLessThanOrEqual(2000);
  }, 120_000);
});
