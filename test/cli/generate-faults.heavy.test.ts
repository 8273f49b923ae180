import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomServices } from '../support/random-services.js';
import { runInProcess } from './run-in-process.js';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'dist/src/cli/main.js');
/** Mounts and other users are for root only. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const base = mkdtempSync(join(tmpdir(), 'tricord-faults-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Has a program be killed at its change number `KILLED_AT` of the file system, before or after it is made. */
const killItself = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const [at, when] = process.env.KILLED_AT.split(' ');
  let changes = 0;
  for (const name of ['mkdirSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'renameSync', 'unlinkSync', 'rmSync']) {
    const make = fs[name];
    fs[name] = (...args) => {
      const isIt = changes++ === Number(at);
      if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL');
      const result = make(...args);
      if (isIt) process.kill(process.pid, 'SIGKILL');
      return result;
    };
  }
  syncBuiltinESMExports();
  process.on('exit', () => process.stderr.write(String(changes)));
`)}`;

/** Runs the real program to its end, or until it is killed. */
function run(
  args: readonly string[],
  options: { killedAt?: string; env?: NodeJS.ProcessEnv; uid?: number } = {},
) {
  const { killedAt, uid } = options;
  const preload = killedAt === undefined ? [] : ['--import', killItself];
  const env = { ...options.env, ...(killedAt === undefined ? {} : { KILLED_AT: killedAt }) };
  const child = spawn(process.execPath, [...preload, cli, 'generate', ...args], {
    cwd: base,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise<{ exitCode: number | null; stderr: string }>((resolve) =>
    child.once('close', (exitCode) => resolve({ exitCode, stderr })),
  );
}

/** Every file below a folder, with its content. */
function readTree(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

describe('tricord generate, interrupted', () => {
  const service = join(base, 'shop');
  const output = join(service, 'observability');
  const configure = (environment: string, discovery: string) =>
    writeFileSync(
      join(service, 'tricord.config.json'),
      JSON.stringify({ service: { name: 'shop', environment }, generate: { kubernetes: { discovery } } }),
    );
  const before = () => configure('old', 'annotations');
  const after = () => configure('new', 'operator');
  let old: Map<string, string>;
  let wanted: Map<string, string>;
  /** Changes of the file system that a whole run makes. */
  let changes = 0;

  beforeAll(async () => {
    mkdirSync(service);
    before();
    await run(['shop']);
    old = readTree(output);
    cpSync(output, join(base, 'old'), { recursive: true });
    after();
    changes = Number((await run(['shop'], { killedAt: 'never' })).stderr);
    wanted = readTree(output);
  });

  /** How many files are still old and how many new; none is anything else. */
  function count(): { old: number; new: number; waiting: number } {
    const counts = { old: 0, new: 0, waiting: 0 };
    for (const [path, content] of readTree(output)) {
      if (path.endsWith('.tmp')) counts.waiting++;
      else if (content === wanted.get(path)) counts.new++;
      else if (content === old.get(path)) counts.old++;
      else throw new Error(`${path} is neither old nor new`);
    }
    return counts;
  }
  const restore = () => {
    rmSync(output, { recursive: true, force: true });
    cpSync(join(base, 'old'), output, { recursive: true });
  };
  const converge = async () => {
    expect((await runInProcess(['generate', 'shop'], { cwd: base })).exitCode).toBe(0);
    expect(readTree(output)).toEqual(wanted);
  };

  it('leaves every file old or new when it is killed, and the next run mends it: 200 times (C7)', async () => {
    let killed = 0;
    let between = 0;
    let waiting = 0;
    for (let turn = 0; turn < 200; turn++) {
      restore();
      const at = Math.floor((turn * changes) / 200);
      const { exitCode } = await run(['shop'], { killedAt: `${at} ${turn % 2 === 0 ? 'before' : 'after'}` });
      if (exitCode === null) killed++;
      const counts = count();
      if (counts.old > 0 && counts.new > 0) between++;
      waiting += counts.waiting;
      await converge();
    }
    console.log(
      `C7: ${killed} of 200 killed at one of ${changes} changes, ${between} amid the writes, ${waiting} files in waiting, 0 half`,
    );
    expect(killed).toBe(200);
    expect(between).toBeGreaterThan(100);
  }, 1_200_000);

  it.skipIf(!isRoot).each([
    ['a disk that is full', 'size=200k', 'ENOSPC'],
    ['a disk for reading only', 'size=4m', 'EROFS'],
  ])('says so on %s, leaves every file whole, and mends it later', async (_, size, code) => {
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output);
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', output]);
    try {
      if (code === 'ENOSPC') {
        for (const name of ['alerts', 'schemas'])
          cpSync(join(base, 'old', name), join(output, name), { recursive: true });
      } else {
        cpSync(join(base, 'old'), output, { recursive: true });
        execFileSync('mount', ['-o', 'remount,ro', output]);
      }
      const { exitCode, stderr } = await run(['shop']);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(code);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(count().waiting).toBe(0);
      execFileSync('mount', ['-o', 'remount,rw,size=8m', output]);
      await converge();
    } finally {
      execFileSync('umount', [output]);
    }
  });
});

describe('tricord generate', () => {
  it('gives the same bytes to 100 services wherever, whenever and by whom it is run (C8)', async () => {
    const services = fc.sample(randomServices, { seed: 8, numRuns: 100 });
    const index = pathToFileURL(join(root, 'dist/src/index.js')).href;
    chmodSync(base, 0o755);
    const outputs = ['here', 'there'].map((place) => join(base, place));
    for (const [i, place] of outputs.entries()) {
      for (const [name, { config, metrics }] of services.entries()) {
        const folder = join(place, `service-${name}`);
        mkdirSync(folder, { recursive: true });
        chmodSync(folder, 0o777);
        // The second time what stands beside each other stands in another order.
        const turn = <Item>(list: readonly Item[]) => (i === 0 ? list : list.toReversed());
        const own = turn(metrics).map(
          ({ name, help }, j) =>
            `export const m${j} = defineCounter({ name: '${name}', help: ${JSON.stringify(help)} });`,
        );
        writeFileSync(
          join(folder, 'metrics.mjs'),
          `import { defineCounter } from '${index}';\n${own.join('\n')}\n`,
        );
        const entries = turn(Object.entries({ ...config, metrics: ['./metrics.mjs'] }));
        writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify(Object.fromEntries(entries)));
      }
    }
    const targets = (place: string) => services.map((_, i) => join(place, `service-${i}`));
    const [here = '', there = ''] = outputs;
    const utc = { TZ: 'UTC', LC_ALL: 'C', LANG: 'C', HOME: '/root' };
    const elsewhere = { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', HOME: '/nowhere' };
    const runs = await Promise.all([
      run(targets(here), { env: utc }),
      run(targets(there).toReversed(), { env: elsewhere, ...(isRoot ? { uid: nobody } : {}) }),
    ]);
    expect(runs).toEqual([
      { exitCode: 0, stderr: '' },
      { exitCode: 0, stderr: '' },
    ]);
    let files = 0;
    for (const i of services.keys()) {
      const [one, other] = outputs.map((place) => readTree(join(place, `service-${i}/observability`)));
      expect(one).toEqual(other);
      files += one?.size ?? 0;
    }
    console.log(`C8: 100 services, ${files} files, the same bytes twice`);
    expect(files).toBeGreaterThan(2000);
  }, 600_000);
});
