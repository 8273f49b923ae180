import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogs, type DestinationOptions, type Logs } from '../../src/logs/index.js';
import { assertLine, baseOptions } from './captured-logs.js';
import { readTold, runChild } from './run-child.js';

let folder = '';
let tmpfs: string | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-logs-'));
  const mount = mkdtempSync(join(tmpdir(), 'tricord-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', mount], { stdio: 'ignore' });
    tmpfs = mount;
  } catch {
    rmSync(mount, { recursive: true });
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (tmpfs === undefined) return;
  execFileSync('umount', [tmpfs]);
  rmSync(tmpfs, { recursive: true });
});

function open(destination: DestinationOptions): Logs {
  return createLogs({ ...baseOptions, destination });
}

function identity(logs: Logs): { produced: number; sum: number } {
  const { produced, written, dropped, buffered } = logs.counts();
  return { produced, sum: written + dropped + buffered };
}

describe('a file', () => {
  it('gets its folder, every line once and in order, and only its owner may write it', async () => {
    const path = join(folder, 'deep/er/app.log');
    const logs = open({ kind: 'file', path });
    for (let i = 0; i < 5000; i++) logs.business.info('line', { i });
    await logs.flush();
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    for (const line of lines) assertLine(`${line}\n`, 'zap');
    expect(lines.map((line) => (JSON.parse(line) as { i: number }).i)).toEqual(
      Array.from({ length: 5000 }, (_, i) => i),
    );
    expect(logs.counts()).toMatchObject({
      destination: 'file',
      produced: 5000,
      written: 5000,
      dropped: 0,
      bufferedBytes: 0,
    });
    expect(statSync(path).mode & 0o022).toBe(0);
    await logs.close();
  });

  it('has an error line before the call returns, and the others before it', async () => {
    const path = join(folder, 'error.log');
    const logs = open({ kind: 'file', path });
    logs.business.info('first');
    logs.business.error('second');
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
    await logs.close();
  });

  it('has an info line within the delay, without anybody flushing', async () => {
    const path = join(folder, 'delay.log');
    const logs = open({ kind: 'file', path, delayMs: 5 });
    logs.business.info('alone');
    await expect.poll(() => readFileSync(path, 'utf8')).toContain('alone');
    await logs.close();
  });

  it('that cannot be opened is refused at once', () => {
    const unwritable = { code: 'TRI_LOGS_UNWRITABLE_FILE' };
    writeFileSync(join(folder, 'plain'), '');
    expect(() => open({ kind: 'file', path: join(folder, 'plain/app.log') })).toThrow(
      expect.objectContaining(unwritable) as Error,
    );
    expect(() => open({ kind: 'file', path: folder })).toThrow(expect.objectContaining(unwritable) as Error);
  });

  it('may be as good as full for ever: nothing throws, the bound holds, every line is accounted for', async () => {
    const logs = open({ kind: 'file', path: '/dev/full', maxBytes: 100_000, stallMs: 20 });
    for (let i = 0; i < 2000; i++) {
      logs.business.info('line', { i });
      if (i % 100 === 0) logs.business.error('failed', { i });
    }
    logs.flushSync();
    expect(logs.counts().bufferedBytes).toBeLessThanOrEqual(100_000 + 16_384);
    expect(identity(logs)).toEqual({ produced: 2020, sum: 2020 });
    await logs.close();
    expect(logs.counts()).toMatchObject({ produced: 2020, written: 0, dropped: 2020, buffered: 0 });
  });

  it.runIf(process.getuid?.() === 0)(
    'on a disk that is full and then has room again loses what it counts, and tears no line',
    async (context) => {
      if (tmpfs === undefined) return context.skip('this machine does not let us mount a tmpfs');
      const path = join(tmpfs, 'app.log');
      const filler = join(tmpfs, 'filler');
      writeFileSync(filler, Buffer.alloc(400_000));
      const logs = open({ kind: 'file', path, maxBytes: 200_000 });
      for (let i = 0; i < 3000; i++) {
        logs.business.info('line', { i });
        if (i % 50 === 0) await new Promise(setImmediate);
      }
      const full = logs.counts();
      rmSync(filler);
      const start = performance.now();
      await logs.flush();
      const resumedMs = performance.now() - start;
      logs.business.info('after');
      await logs.close();
      const { produced, written, dropped } = logs.counts();
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      for (const line of lines) assertLine(`${line}\n`, 'zap');
      console.log(
        `ENOSPC: ${full.dropped} dropped while full; resumed after ${resumedMs.toFixed(0)} ms; ${produced} = ${written} + ${dropped}; ${lines.length} whole lines, 0 torn`,
      );
      expect(full.dropped).toBeGreaterThan(0);
      expect(resumedMs).toBeLessThan(2000);
      expect([lines.length, written + dropped]).toEqual([written, produced]);
      expect(lines.at(-1)).toContain('after');
    },
    30_000,
  );
});

describe('a pipe', () => {
  it('whose reader goes away costs lines, which are counted, and one notice', async () => {
    const end = await runChild(
      `const logs = open({ kind: 'stdout' });
       for (let i = 0; i < 100; i++) {
         for (let j = 0; j < 100; j++) logs.business.info('line', { i, j });
         logs.business.error('failed', { i });
         await sleep(2);
       }
       await logs.close();
       tell(logs);`,
      { reader: 'head -n 3 > /dev/null' },
    );
    const { produced = 0, written = 0, dropped = 0, notices } = readTold(end);
    console.log(`EPIPE: ${produced} = ${written} + ${dropped}, ${notices} notice`);
    expect(produced).toBe(10_100);
    expect(written + dropped).toBe(produced);
    expect(dropped).toBeGreaterThan(5000);
    expect(notices).toBe(1);
  }, 20_000);

  it('that is a socket whose reader goes away is no different', async () => {
    const end = await runChild(
      `const logs = open({ kind: 'stdout' });
       for (let i = 0; i < 100; i++) {
         for (let j = 0; j < 100; j++) logs.business.info('line', { i, j });
         await sleep(2);
       }
       await logs.close();
       tell(logs);`,
      { onSpawn: (child) => child.stdout?.once('data', () => child.stdout?.destroy()) },
    );
    const { produced = 0, written = 0, dropped = 0, notices } = readTold(end);
    expect(written + dropped).toBe(produced);
    expect(produced).toBe(10_000);
    expect(dropped).toBeGreaterThan(5000);
    expect(notices).toBe(1);
  }, 20_000);

  it('whose reader stops blocks nothing, stays in bounds, and loses no error', async () => {
    const end = await runChild(
      `const logs = open({ kind: 'stdout' });
       const before = process.memoryUsage().rss;
       let last = performance.now(), rss = 0;
       const turns = [];
       for (let i = 0; i < 600; i++) {
         for (let j = 0; j < 100; j++) logs.business.info('line', { i, j, pad: 'x'.repeat(200) });
         if (i % 10 === 0) logs.business.error('failed', { i });
         await new Promise(setImmediate);
         const now = performance.now();
         turns.push(now - last);
         last = now;
         rss = Math.max(rss, process.memoryUsage().rss - before);
       }
       const full = logs.counts();
       (await import('node:fs')).writeFileSync('${folder}/all-said', '');
       await sleep(2200);
       await logs.close();
       turns.sort((a, b) => a - b);
       tell(logs, { slowest: turns.at(-1), p99: turns[Math.floor(turns.length * 0.99)], rssMiB: rss / 1048576, bufferedBytes: full.bufferedBytes });`,
      // However long all of it takes to say, nothing is read before.
      { reader: `(until [ -e ${folder}/all-said ]; do sleep 0.1; done; cat > ${folder}/stalled.log)` },
    );
    const {
      produced,
      written = 0,
      dropped = 0,
      slowest = 0,
      p99 = 0,
      rssMiB = 0,
      bufferedBytes = 0,
      notices,
    } = readTold(end);
    const lines = readFileSync(join(folder, 'stalled.log'), 'utf8').split('\n').slice(0, -1);
    const errors = lines.filter((line) => line.includes('"msg":"failed"')).length;
    for (const line of lines) JSON.parse(line);
    console.log(
      `stalled reader: ${produced} = ${written} + ${dropped}, ${errors} of 60 errors kept, ${(bufferedBytes / 1048576).toFixed(1)} MiB waited, RSS +${rssMiB.toFixed(0)} MiB, turns p99 ${p99.toFixed(0)} ms and at most ${slowest.toFixed(0)} ms, ${notices} notice`,
    );
    expect([produced, lines.length]).toEqual([written + dropped, written]);
    expect(dropped).toBeGreaterThan(0);
    expect(errors).toBe(60);
    // The reader stands still for 2,000 ms; what is left below is other processes on this machine.
    expect(p99).toBeLessThan(100);
    expect(slowest).toBeLessThan(1000);
  }, 30_000);

  it('that is closed under us costs lines, which are counted, and one notice', async () => {
    const end = await runChild(
      `const logs = open({ kind: 'stdout' });
       logs.business.info('first');
       await logs.flush();
       closeSync(1);
       for (let i = 0; i < 1000; i++) logs.business.info('line', { i });
       logs.business.error('failed');
       await logs.close();
       tell(logs);`,
    );
    expect(readTold(end)).toMatchObject({
      produced: 1002,
      written: 1,
      dropped: 1001,
      buffered: 0,
      notices: 1,
    });
  });

  it('takes nothing at the end of the process for longer than the stall, and the process ends', async () => {
    const ended = JSON.stringify(join(folder, 'ended'));
    const end = await runChild(
      `const { writeFileSync } = await import('node:fs');
       const logs = open({ kind: 'stdout', stallMs: 200 });
       for (let i = 0; i < 5000; i++) logs.business.info('line', { i });
       process.on('exit', () => { tell(logs); writeFileSync(${ended}, ''); });`,
      // It takes nothing, and goes only after the exit handlers of the writer.
      { reader: `sh -c 'while [ ! -e ${ended} ]; do sleep 0.05; done'` },
    );
    const { produced, written = 0, buffered = 0, dropped = 0 } = readTold(end);
    expect(written + buffered + dropped).toBe(produced);
    expect(buffered).toBeGreaterThan(0);
  }, 30_000);
});

describe('a custom destination', () => {
  it('gets each line at once, and what it throws is counted', () => {
    const lines: string[] = [];
    let isBroken = false;
    const write = (line: string): void => {
      if (isBroken) throw new Error('broken');
      lines.push(line);
    };
    const logs = open({ kind: 'custom', write });
    logs.business.info('one');
    isBroken = true;
    logs.business.info('two');
    expect(lines).toHaveLength(1);
    expect(logs.counts()).toMatchObject({ destination: 'custom', produced: 2, written: 1, dropped: 1 });
  });
});

describe('close', () => {
  it('leaves no listener and no file open behind, and later lines are counted as dropped', async () => {
    const listeners = process.listenerCount('exit');
    const path = join(folder, 'closed.log');
    // Only those of our file: other tests of this process open and close theirs meanwhile.
    const descriptors = (): number =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === path;
        } catch {
          return false;
        }
      }).length;
    for (let i = 0; i < 20; i++) {
      const logs = open({ kind: 'file', path });
      logs.business.info('line');
      await logs.close();
      await logs.close();
      logs.business.info('late');
      logs.business.error('late');
      expect(logs.counts()).toMatchObject({ produced: 3, written: 1, dropped: 2, buffered: 0 });
    }
    expect(process.listenerCount('exit')).toBe(listeners);
    if (existsSync('/proc/self/fd')) expect(descriptors()).toBe(0);
  });
});
