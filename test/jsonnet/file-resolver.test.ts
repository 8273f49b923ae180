import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileResolver, evaluateJsonnet, JsonnetError } from '../../src/jsonnet/index.js';

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'jsonnet-jail-')));
const root = path.join(base, 'root');
const library = path.join(base, 'library');

for (const folder of [
  root,
  path.join(root, 'sub'),
  library,
  path.join(base, 'root-secret'),
  path.join(base, 'outside'),
]) {
  mkdirSync(folder, { recursive: true });
}
for (const [name, content] of Object.entries({
  'root/main.jsonnet': "import 'a.libsonnet'",
  'root/a.libsonnet': "'root a'",
  'root/sub/a.libsonnet': "'sub a'",
  'root/sub/near.jsonnet': "import 'a.libsonnet'",
  'root/sub/up.jsonnet': "import '../a.libsonnet'",
  'root/both.libsonnet': "'root both'",
  'library/both.libsonnet': "'library both'",
  'library/only.libsonnet': "'library only'",
  'library/virtual.libsonnet': "'file before built-in'",
  'root-secret/key.txt': 'secret',
  'outside/key.txt': 'secret',
  'outside/evil.libsonnet': "importstr 'key.txt'",
  'root/large.txt': 'x'.repeat(2000),
  'root/binary.bin': Buffer.from([0, 255, 128]),
})) {
  writeFileSync(path.join(base, name), content);
}
symlinkSync(path.join(base, 'outside', 'key.txt'), path.join(root, 'link-to-file'));
symlinkSync(path.join(base, 'outside'), path.join(root, 'link-to-folder'));
symlinkSync('../outside/key.txt', path.join(root, 'relative-link'));
symlinkSync('link-to-file', path.join(root, 'link-to-link'));
symlinkSync('loop-b', path.join(root, 'loop-a'));
symlinkSync('loop-a', path.join(root, 'loop-b'));
symlinkSync('a.libsonnet', path.join(root, 'inner-link'));
symlinkSync('/dev/zero', path.join(root, 'link-to-zero'));
symlinkSync('/proc/self/environ', path.join(root, 'link-to-environ'));
symlinkSync('nowhere', path.join(root, 'dangling'));
spawnSync('mkfifo', [path.join(root, 'pipe')]);

const resolver = createFileResolver({
  roots: [root, library],
  builtins: {
    'virtual.libsonnet': "'built-in'",
    'own.libsonnet': "'own'",
    'lib/a.libsonnet': "import 'b.libsonnet'",
    'lib/b.libsonnet': "'b'",
  },
  maxFileBytes: 1000,
});

function evaluate(source: string): unknown {
  return evaluateJsonnet({ source, fileName: path.join(root, 'program.jsonnet'), resolver }).value;
}

afterAll(() => rmSync(base, { recursive: true }));

describe('createFileResolver', () => {
  it.each([
    ['a file beside the importing one', "import 'a.libsonnet'", 'root a'],
    ['a file in a folder below', "import 'sub/a.libsonnet'", 'sub a'],
    ['the importing file’s folder before the roots', "import 'sub/near.jsonnet'", 'sub a'],
    ['a parent folder that is still inside', "import 'sub/up.jsonnet'", 'root a'],
    ['the first root before the second', "import 'both.libsonnet'", 'root both'],
    ['the second root when the first has it not', "import 'only.libsonnet'", 'library only'],
    ['a file before a built-in', "import 'virtual.libsonnet'", 'file before built-in'],
    ['a built-in', "import 'own.libsonnet'", 'own'],
    ['a built-in beside a built-in', "import 'lib/a.libsonnet'", 'b'],
    ['a link that stays inside', "import 'inner-link'", 'root a'],
    ['an absolute path inside', `import '${root}/a.libsonnet'`, 'root a'],
    ['text', "importstr 'a.libsonnet'", "'root a'"],
    ['bytes', "importbin 'binary.bin'", [0, 255, 128]],
  ])('finds %s', (_, source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it('evaluates an entry that lies in a root', () => {
    expect(evaluateJsonnet({ entry: 'main.jsonnet', resolver }).value).toBe('root a');
  });

  const escapes = [
    '/etc/passwd',
    '/etc/hostname',
    '/dev/zero',
    '/dev/random',
    '/dev/stdin',
    '/proc/self/environ',
    '/proc/self/mem',
    '/proc/1/cmdline',
    '/proc/self/root/etc/passwd',
    '/sys/kernel/vmcoreinfo',
    '../outside/key.txt',
    '../../../../../../../../etc/passwd',
    'sub/../../outside/key.txt',
    '../root-secret/key.txt',
    './../outside/evil.libsonnet',
    'link-to-file',
    'link-to-folder/key.txt',
    'link-to-folder/evil.libsonnet',
    'relative-link',
    'link-to-link',
    'loop-a',
    'link-to-zero',
    'link-to-environ',
    'dangling',
    'pipe',
    'sub',
    '.',
    '..',
    '',
    'a.libsonnet\\u0000.txt',
    'large.txt',
    'file:///etc/passwd',
    '~/.ssh/id_rsa',
    'a.libsonnet/',
    '/',
    `${base}/outside/key.txt`,
    `${root}/../outside/key.txt`,
  ];

  it.each(escapes)('refuses %s', (wanted) => {
    const literal = `"${wanted}"`;
    for (const how of ['import', 'importstr', 'importbin']) {
      expect(() => evaluate(`${how} ${literal}`), how).toThrow(JsonnetError);
    }
  });

  it('counts its escapes', () => {
    console.log(`resolver jail: ${escapes.length} escapes refused, each by import, importstr and importbin`);
    expect(escapes.length).toBeGreaterThanOrEqual(25);
  });

  it('finds only files of the roots, whatever path is asked for', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'root',
      'sub',
      'outside',
      'key.txt',
      'link-to-folder',
      'link-to-file',
      'a.libsonnet',
      '/',
      '',
      'root-secret',
      'inner-link',
    );
    let found = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), fc.boolean(), (parts, isAbsolute) => {
        const wanted = (isAbsolute ? `${base}/` : '') + parts.join('/');
        try {
          const { id } = resolver.resolve({
            path: wanted,
            from: { id: path.join(root, 'x'), fileName: 'x' },
          });
          expect(id.startsWith(`${root}/`) || id.startsWith(`${library}/`)).toBe(true);
          found += 1;
        } catch (caught) {
          expect(caught).toBeInstanceOf(JsonnetError);
          refused += 1;
        }
      }),
      { numRuns: 3000 },
    );
    console.log(`resolver jail: 3000 random paths, ${found} found inside, ${refused} refused`);
  });

  it('says why a file is refused', () => {
    expect(() => evaluate("import '../outside/key.txt'")).toThrow('it lies outside of the allowed roots');
    expect(() => evaluate("importstr 'large.txt'")).toThrow('it has 2000 bytes, more than the 1000 allowed');
    expect(() => evaluate("import 'pipe'")).toThrow('it is not a regular file');
    expect(() => evaluate("import 'missing'")).toThrow('no match locally or in the Jsonnet library paths.');
  });
});
