import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines } from '../logs/read-lines.js';
import { readTold, runChild } from '../logs/run-child.js';
import { waitUntil } from '../support/wait-until.js';

const turns = 200;
const nobody = 65_534;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-rotated-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Logs some thousand lines a second until SIGTERM, then tells its counts and descriptors. */
const writer = (path: string): string => `
  const { readdirSync } = await import('node:fs');
  const fds = () => readdirSync('/proc/self/fd').length;
  if (process.getuid() === 0) process.setuid(${nobody});
  const logs = open({ kind: 'file', path: ${JSON.stringify(path)} });
  let i = 0;
  const timer = setInterval(() => { for (let n = 0; n < 10; n++) logs.business.info('line', { i: i++ }); }, 2);
  await sleep(100);
  const before = fds();
  process.on('SIGTERM', async () => {
    clearInterval(timer);
    await logs.flush();
    const more = fds() - before;
    await logs.close();
    tell(logs, { more });
    process.exit(0);
  });
  writeSync(2, 'ready');
`;

const hasLines = (path: string): Promise<void> =>
  waitUntil(() => existsSync(path) && statSync(path).size > 0, 'there are lines in the file');

/** What one way of rotating costs: lines that are in no file, that are torn, and descriptors that stay open. */
interface Cost {
  readonly produced: number;
  readonly lost: number;
  readonly torn: number;
  readonly more: number;
}

/**
 * Has a file written to while it is rotated 200 times; `rotate` returns the file that holds what was put aside. Every
 * turn waits until lines are in the file of that path again.
 */
async function rotateUnderLoad(
  name: string,
  rotate: (path: string, turn: number, child: ChildProcess) => Promise<string | number> | string | number,
): Promise<Cost> {
  const inner = join(folder, name);
  mkdirSync(inner);
  if (process.getuid?.() === 0) chownSync(inner, nobody, nobody);
  const path = join(inner, 'app.log');
  const aside: (string | number)[] = [];
  const work = async (child: ChildProcess): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) {
      await hasLines(path);
      aside.push(await rotate(path, turn, child));
    }
    await hasLines(path);
    child.kill('SIGTERM');
  };
  let working: Promise<void> = Promise.resolve();
  const end = await runChild(writer(path), {
    isBuilt: true,
    onSpawn: (child) => child.stderr?.once('data', () => (working = work(child))),
  });
  await working;
  const { produced = 0, written = 0, dropped = 0, more = NaN } = readTold(end);
  expect([end.code, written + dropped, dropped]).toEqual([0, produced, 0]);
  const files = [...aside, path].map((file) => readLines(readFileSync(file, 'utf8')));
  for (const file of aside) if (typeof file === 'number') closeSync(file);
  const numbers = new Set(files.flatMap(({ lines }) => lines.map(({ i }) => i)));
  const torn = files.reduce((sum, file) => sum + file.torn, 0);
  const cost = { produced, lost: produced - numbers.size, torn, more };
  console.log(
    `${name} x ${turns}: ${produced} lines, ${cost.lost} lost, ${torn} torn, ${more} descriptors more`,
  );
  return cost;
}

describe('a log file that is rotated from outside under load', () => {
  it('loses and tears nothing when it is renamed and its writer is told', async () => {
    const cost = await rotateUnderLoad('rename', (path, turn, child) => {
      renameSync(path, `${path}.${turn}`);
      child.kill('SIGHUP');
      return `${path}.${turn}`;
    });
    expect(cost).toMatchObject({ lost: 0, torn: 0, more: 0 });
  });

  it('is written to from its start when it is copied and truncated, and nobody is told', async () => {
    let late = 0;
    const cost = await rotateUnderLoad('copytruncate', (path, turn) => {
      copyFileSync(path, `${path}.${turn}`);
      // What is written between the copy and the cut is lost to everybody who rotates like this.
      late += statSync(path).size > statSync(`${path}.${turn}`).size ? 1 : 0;
      truncateSync(path);
      return `${path}.${turn}`;
    });
    console.log(`between copy and cut: lines in ${late} of ${turns} turns`);
    expect(cost).toMatchObject({ torn: 0, more: 0 });
  });

  it('comes back when it is deleted; what it held is whole for those who have it open', async () => {
    const cost = await rotateUnderLoad('delete', (path, turn, child) => {
      const held = openSync(path, 'r');
      unlinkSync(path);
      // Without being told it takes a second.
      if (turn % 50 !== 0) child.kill('SIGHUP');
      return held;
    });
    expect(cost).toMatchObject({ lost: 0, torn: 0, more: 0 });
  });

  it('stays open while its folder takes no new file, and is followed when it does', async () => {
    const cost = await rotateUnderLoad('read-only', async (path, turn, child) => {
      const aside = `${path}.${turn}`;
      renameSync(path, aside);
      chmodSync(join(path, '..'), 0o555);
      child.kill('SIGHUP');
      const size = statSync(aside).size;
      await waitUntil(() => statSync(aside).size > size, 'the old file is written to');
      expect(existsSync(path)).toBe(false);
      chmodSync(join(path, '..'), 0o755);
      child.kill('SIGHUP');
      return aside;
    });
    expect(cost).toMatchObject({ lost: 0, torn: 0, more: 0 });
  });
});
