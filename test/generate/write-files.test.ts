import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../src/generate/write-files.js';

let base = '';
let root = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tricord-write-'));
  root = join(base, 'out');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

const files = [
  { path: 'alerts/a.yaml', content: 'one\ntwo\nthree\n' },
  { path: 'b.json', content: '{}\n' },
];
const write = (list = files) => writeFiles(list, { root, mode: 'write' });
const compare = (list = files) => writeFiles(list, { root, mode: 'compare' });
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Everything below the base folder, to see that nothing was touched. */
function listAll(): string[] {
  return readdirSync(base, { recursive: true, encoding: 'utf8' }).sort();
}

describe('writeFiles', () => {
  it('makes folders and files, and leaves nothing else behind', () => {
    expect(write()).toEqual([
      { path: 'alerts/a.yaml', state: 'written' },
      { path: 'b.json', state: 'written' },
    ]);
    expect(read('alerts/a.yaml')).toBe('one\ntwo\nthree\n');
    expect(listAll()).toEqual(['out', 'out/alerts', 'out/alerts/a.yaml', 'out/b.json']);
  });

  it('does not touch a file that is current', () => {
    write();
    const path = join(root, 'b.json');
    utimesSync(path, 1000, 1000);
    expect(write().map(({ state }) => state)).toEqual(['current', 'current']);
    expect(statSync(path).mtimeMs).toBe(1_000_000);
  });

  it('replaces a file as a whole, so that a reader keeps the old one', () => {
    write();
    const before = statSync(join(root, 'b.json')).ino;
    write([{ path: 'b.json', content: '[]\n' }]);
    expect(read('b.json')).toBe('[]\n');
    expect(statSync(join(root, 'b.json')).ino).not.toBe(before);
  });

  it('writes nothing when it compares', () => {
    expect(compare().map(({ path, state }) => [path, state])).toEqual([
      ['alerts/a.yaml', 'missing'],
      ['b.json', 'missing'],
    ]);
    expect(existsSync(root)).toBe(false);
  });

  it('says what is stale as a unified diff', () => {
    write();
    writeFileSync(join(root, 'alerts/a.yaml'), 'one\n2\nthree\n');
    expect(compare()).toEqual([
      {
        path: 'alerts/a.yaml',
        state: 'stale',
        diff: '--- alerts/a.yaml\n+++ alerts/a.yaml\n@@ -1,3 +1,3 @@\n one\n-2\n+two\n three\n',
      },
      { path: 'b.json', state: 'current' },
    ]);
  });

  it('shows a missing file as a diff from nothing', () => {
    const [first] = compare([{ path: 'b.json', content: '{}\n' }]);
    expect(first?.diff).toBe('--- /dev/null\n+++ b.json\n@@ -0,0 +1,1 @@\n+{}\n');
  });

  it('tells files in the folders of generated ones that are none', () => {
    write();
    mkdirSync(join(root, 'notes'));
    for (const path of ['alerts/old.yaml', 'alerts/.hidden', 'notes/mine.md'])
      writeFileSync(join(root, path), '');
    expect(compare().filter(({ state }) => state !== 'current')).toEqual([
      { path: 'alerts/old.yaml', state: 'extra' },
    ]);
    write();
    expect(existsSync(join(root, 'alerts/old.yaml'))).toBe(true);
  });

  it.each([
    ['../x'],
    ['alerts/../../x'],
    ['/etc/x'],
    ['a//b'],
    ['./a'],
    ['a/.'],
    [''],
    ['a\\..\\b'],
    ['C:x'],
    ['a\0b'],
    ['a\nb'],
    ['a b'],
  ])('refuses the path %j before anything is written', (path) => {
    for (const mode of ['write', 'compare'] as const) {
      expect(() => writeFiles([...files, { path, content: 'x' }], { root, mode })).toThrow(
        expect.objectContaining({ code: 'TRI_GENERATE_UNSAFE_PATH' }),
      );
    }
    expect(listAll()).toEqual([]);
  });

  it('refuses a path that is generated twice', () => {
    expect(() => write([...files, { path: 'b.json', content: 'x' }])).toThrow(
      /`b\.json` .*it is generated twice/,
    );
    expect(listAll()).toEqual([]);
  });

  it.each([
    ['a file that is a link', () => symlinkSync(join(base, 'target'), join(root, 'b.json'))],
    ['a folder that is a link', () => symlinkSync(base, join(root, 'alerts'))],
    ['a link that leads nowhere', () => symlinkSync('/nowhere', join(root, 'alerts'))],
  ])('refuses %s', (_, link) => {
    writeFileSync(join(base, 'target'), 'theirs');
    mkdirSync(root);
    link();
    expect(() => write()).toThrow(/is a symbolic link/);
    expect(() => compare()).toThrow(/is a symbolic link/);
    expect(readFileSync(join(base, 'target'), 'utf8')).toBe('theirs');
    expect(existsSync(join(base, 'a.yaml'))).toBe(false);
  });

  it.each([
    ['a folder where a file should be', () => mkdirSync(join(root, 'b.json'))],
    ['a file where a folder should be', () => writeFileSync(join(root, 'alerts'), '')],
  ])('refuses %s', (_, block) => {
    mkdirSync(root);
    block();
    expect(() => write()).toThrow(/is not a (?:regular file|folder)\. Remove it\./);
  });

  it('follows an output folder that is itself a link', () => {
    mkdirSync(join(base, 'real'));
    symlinkSync(join(base, 'real'), root);
    write();
    expect(readFileSync(join(base, 'real/b.json'), 'utf8')).toBe('{}\n');
  });

  it.skipIf(process.getuid?.() === 0)('leaves the old file whole when it cannot write', () => {
    write();
    chmodSync(root, 0o555);
    expect(() => write([{ path: 'b.json', content: 'new' }])).toThrow(/EACCES/);
    chmodSync(root, 0o755);
    expect(read('b.json')).toBe('{}\n');
  });

  it('gives diffs that turn the old file into the new one', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'b', '', ' c'), { maxLength: 12 })
      .map((list) => list.join('\n'));
    let count = 0;
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        count++;
        write([{ path: 'f', content: before }]);
        const [report] = compare([{ path: 'f', content: after }]);
        expect(report?.state).toBe(before === after ? 'current' : 'stale');
        if (report?.diff !== undefined) expect(applyPatch(before, report.diff)).toBe(after);
      }),
      { numRuns: 300 },
    );
    console.log(`${count} pairs of files compared`);
  });
});
