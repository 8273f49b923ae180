import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogs, type Logs } from '../../src/logs/index.js';
import { waitUntil } from '../support/wait-until.js';
import { baseOptions } from './captured-logs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-redirect-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string) => ({ kind: 'file', path: join(folder, name) }) as const;
const open = (options: Partial<Parameters<typeof createLogs>[0]>): Logs =>
  createLogs({ ...baseOptions, destination: file('unused.log'), ...options });
const fdCount = (): number => readdirSync('/proc/self/fd').length;

/** Reads the numbers in a file; a torn line would not parse. */
function numbersIn({ path }: { path: string }): number[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { i: number }).i);
}

describe('redirect', () => {
  it('loses no line of 40,000 that are written while the loggers move 100 times', async () => {
    const logs = open({ destination: file('load-0.log') });
    const before = fdCount();
    for (let i = 0; i < 40_000; i++) {
      logs[i % 2 === 0 ? 'business' : 'framework'].info('line', { i });
      if (i % 400 === 0) logs.redirect({ destination: file(`load-${(i / 400) % 5}.log`) });
      if (i % 1000 === 0)
        logs.redirect({ destination: file('load-5.log'), frameworkDestination: file('load-6.log') });
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await logs.flush();
    await waitUntil(() => fdCount() <= before + 1, 'what was left is closed');
    const names = readdirSync(folder).filter((name) => name.startsWith('load-'));
    const numbers = names.flatMap((name) => numbersIn(file(name)));
    const { produced, written, dropped } = logs.counts();
    console.log(
      `redirect: ${produced} lines, ${written} written, ${dropped} dropped, ${new Set(numbers).size} of them in ${names.length} files`,
    );
    expect([produced, written, dropped]).toEqual([40_000, 40_000, 0]);
    expect([numbers.length, new Set(numbers).size]).toEqual([40_000, 40_000]);
    await logs.close();
  });

  it('splits the loggers, and brings them together again', async () => {
    const [one, two] = [file('one.log'), file('two.log')];
    const logs = open({ destination: one });
    logs.framework.info('line', { i: 1 });
    logs.redirect({ destination: one, frameworkDestination: two });
    logs.framework.info('line', { i: 2 });
    logs.business.info('line', { i: 3 });
    logs.redirect({ destination: two });
    logs.framework.info('line', { i: 4 });
    logs.business.info('line', { i: 5 });
    await logs.close();
    expect([numbersIn(one), numbersIn(two).toSorted()]).toEqual([
      [1, 3],
      [2, 4, 5],
    ]);
  });

  it('changes nothing when a file cannot be opened, and leaves none of the others open', async () => {
    mkdirSync(join(folder, 'taken'));
    const logs = open({ destination: file('kept.log') });
    const before = fdCount();
    const move = (): void =>
      logs.redirect({ destination: file('other.log'), frameworkDestination: file('taken') });
    expect(move).toThrow('TRI_LOGS_UNWRITABLE_FILE');
    logs.business.info('line', { i: 1 });
    await logs.flush();
    await waitUntil(() => fdCount() === before, 'nothing is left open');
    expect(numbersIn(file('kept.log'))).toEqual([1]);
    await logs.close();
  });

  it('goes on counting under the name of each destination', async () => {
    const gate = { sampleFirst: 2, sampleThereafter: 0, linesPerSecond: 0 };
    const lines: string[] = [];
    const logs = open({ destination: { kind: 'custom', write: (line) => void lines.push(line) }, gate });
    for (let i = 0; i < 5; i++) logs.business.info('same', { i });
    logs.redirect({ destination: file('counted.log') });
    for (let i = 0; i < 5; i++) logs.business.info('other', { i });
    await logs.flush();
    const told = logs.destinations().map(({ destination, produced, written, sampled }) => ({
      destination,
      figures: [produced, written, sampled],
    }));
    expect(told).toEqual([
      { destination: 'file', figures: [5, 2, 3] },
      { destination: 'custom', figures: [5, 2, 3] },
    ]);
    expect(logs.counts()).toMatchObject({ produced: 10, written: 4, sampled: 6, dropped: 0 });
    await logs.close();
  });

  it('rotates the file that stays by other rules', async () => {
    const place = file('rotated/app.log');
    const logs = open({ destination: place });
    const rotation = { maxBytes: 2000, maxAgeMs: 0, keepFiles: 0, keepMs: 0 };
    for (let i = 0; i < 40; i++) {
      if (i === 20) logs.redirect({ destination: { ...place, rotation } });
      logs.business.info('line', { i });
      await logs.flush();
    }
    await logs.close();
    const files = readdirSync(join(folder, 'rotated'));
    expect(files.length).toBeGreaterThan(1);
    expect(files.flatMap((name) => numbersIn(file(`rotated/${name}`)))).toHaveLength(40);
  });

  it('takes the layout along', async () => {
    const logs = open({ destination: file('json.log') });
    logs.setLook({ caller: true, debug: true });
    logs.redirect({ destination: file('console.log') });
    logs.business.info('line', { i: 1 });
    expect(logs.debug).toBeDefined();
    logs.setLook({ caller: false, debug: false });
    logs.business.info('line', { i: 2 });
    await logs.close();
    const [first = '', second = ''] = readFileSync(file('console.log').path, 'utf8').split('\n');
    expect(first).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\tINFO\tlogs\/redirect\.test\.ts:\d+\tline/);
    expect(JSON.parse(second)).not.toHaveProperty('caller');
    expect(logs.debug).toBeUndefined();
  });
});
