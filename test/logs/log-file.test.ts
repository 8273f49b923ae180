import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogs, type Logs, type Rotation } from '../../src/logs/index.js';
import { purgeBackups } from '../../src/logs/log-backups.js';
import { baseOptions } from './captured-logs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-rotation-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const never: Rotation = { maxBytes: 0, maxAgeMs: 0, keepFiles: 0, keepMs: 0 };

function open(name: string, rotation: Partial<Rotation> = {}): { path: string; inner: string; logs: Logs } {
  const inner = join(folder, name);
  const path = join(inner, 'app.log');
  const destination = { kind: 'file', path, rotation: { ...never, ...rotation } } as const;
  return { path, inner, logs: createLogs({ ...baseOptions, destination }) };
}

/** Reads the numbers of all lines in all files of a folder; a torn line would not parse. */
function numbersIn(inner: string): number[] {
  return readdirSync(inner)
    .flatMap((file) => readFileSync(join(inner, file), 'utf8').split('\n').slice(0, -1))
    .map((line) => (JSON.parse(line) as { i: number }).i)
    .toSorted((a, b) => a - b);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const fdCount = (): number => readdirSync('/proc/self/fd').length;

describe('a log file', () => {
  it('is put aside when it has grown large, with every line once, and so many are kept', async () => {
    const { path, inner, logs } = open('size', { maxBytes: 50_000, keepFiles: 3 });
    for (let i = 0; i < 3000; i++) {
      logs.business.info('line', { i, pad: 'x'.repeat(100) });
      if (i % 100 === 0) await logs.flush();
    }
    await logs.close();
    await purgeBackups(path, { keepFiles: 3, keepMs: 0 });
    const files = readdirSync(inner);
    const numbers = numbersIn(inner);
    expect(files).toHaveLength(4);
    for (const file of files) expect(file).toMatch(/^app(?:-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3})?\.log$/);
    expect(numbers).toEqual(upTo(3000).slice(-numbers.length));
    expect(logs.counts()).toMatchObject({ produced: 3000, written: 3000, dropped: 0 });
  });

  it('is put aside when it has become old', async () => {
    const { inner, logs } = open('age', { maxAgeMs: 1 });
    for (let i = 0; i < 3; i++) {
      logs.business.info('line', { i });
      await logs.flush();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await logs.close();
    expect(readdirSync(inner)).toHaveLength(3);
    expect(numbersIn(inner)).toEqual(upTo(3));
  });

  it('loses no line and no descriptor in 200 rotations from outside, each told by SIGHUP', async () => {
    const { path, inner, logs } = open('hangup');
    const before = fdCount();
    let i = 0;
    for (let turn = 0; turn < 200; turn++) {
      for (let n = 0; n < 50; n++) logs.business.info('line', { i: i++ });
      if (turn % 3 === 0) await logs.flush();
      renameSync(path, join(inner, `app.log.${turn}`));
      process.emit('SIGHUP');
      for (let n = 0; n < 50; n++) logs.business.info('line', { i: i++ });
      await logs.flush();
    }
    const after = fdCount();
    await logs.close();
    expect(numbersIn(inner)).toEqual(upTo(20_000));
    expect(readdirSync(inner)).toHaveLength(201);
    expect(after).toBe(before);
    console.log('200 renames under load: 20,000 of 20,000 lines, 0 torn, 0 descriptors more');
  }, 60_000);

  it('goes on where it was copied and truncated, and comes back when it was deleted', async () => {
    const { path, logs } = open('truncated', { maxBytes: 1_000_000 });
    logs.business.error('first', { i: 0 });
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    logs.business.error('second', { i: 1 });
    expect(readFileSync(path, 'utf8')).toMatch(/^\{[^\0]*second[^\0]*\}\n$/);
    unlinkSync(path);
    process.emit('SIGHUP');
    logs.business.error('third', { i: 2 });
    expect(readFileSync(path, 'utf8')).toContain('third');
    await logs.close();
  });

  it('keeps writing to what is open when its folder takes no new file, and follows later', async () => {
    const { path, inner, logs } = open('refusing', { maxBytes: 500 });
    logs.business.error('first', { i: 0, pad: 'x'.repeat(600) });
    renameSync(inner, `${inner}.away`);
    writeFileSync(inner, 'a file where the folder was');
    process.emit('SIGHUP');
    logs.business.error('second', { i: 1 });
    expect(readFileSync(join(`${inner}.away`, 'app.log'), 'utf8')).toContain('second');
    rmSync(inner);
    process.emit('SIGHUP');
    logs.business.error('third', { i: 2 });
    expect(readFileSync(path, 'utf8')).toContain('third');
    expect(logs.counts()).toMatchObject({ produced: 3, written: 3 });
    await logs.close();
  });

  it('deletes only its own backups, the surplus and the old', async () => {
    const inner = mkdtempSync(join(folder, 'purge-'));
    const names = ['01', '02', '03', '04'].map((day) => `app-2026-01-${day}T00-00-00.000.log`);
    for (const name of [...names, 'app.log', 'application-2026-01-01T00-00-00.000.log', 'app-notes.log'])
      writeFileSync(join(inner, name), 'x');
    utimesSync(join(inner, names[3] as string), 0, 0);
    await purgeBackups(join(inner, 'app.log'), { keepFiles: 2, keepMs: 3_600_000 });
    expect(readdirSync(inner).toSorted()).toEqual(
      [names[2], 'app-notes.log', 'app.log', 'application-2026-01-01T00-00-00.000.log'].toSorted(),
    );
  });

  it('leaves a device of that name where it is', async () => {
    const logs = createLogs({
      ...baseOptions,
      destination: { kind: 'file', path: '/dev/null', rotation: { ...never, maxBytes: 1, maxAgeMs: 1 } },
    });
    for (let i = 0; i < 100; i++) logs.business.error('line', { i });
    await logs.close();
    expect(execFileSync('stat', ['-c', '%F', '/dev/null'], { encoding: 'utf8' })).toContain('special');
  });
});

describe('two destinations', () => {
  it('keep the framework’s lines from the service’s own, and count each', async () => {
    const [business, framework] = [join(folder, 'two/default.log'), join(folder, 'two/ego.sys')];
    const logs = createLogs({
      ...baseOptions,
      destination: { kind: 'file', path: business },
      frameworkDestination: { kind: 'file', path: framework },
    });
    logs.business.info('mine');
    logs.framework.info('theirs');
    logs.framework.info('theirs again');
    await logs.close();
    expect(readFileSync(business, 'utf8')).toMatch(/^\{[^\n]*"mine"[^\n]*\}\n$/);
    expect(readFileSync(framework, 'utf8').match(/theirs/g)).toHaveLength(2);
    expect(logs.destinations()).toMatchObject([
      { destination: 'file', produced: 1, written: 1 },
      { destination: 'file.framework', produced: 2, written: 2 },
    ]);
    expect(logs.counts()).toMatchObject({ produced: 3, written: 3 });
  });
});
