import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateMixin } from '../../src/generate/mixin.js';
import { describeWith } from '../support/programs.js';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'tricord-mixin-')));
const secret = 'the-secret-of-this-machine';
const root = join(base, 'mixin');
afterAll(() => rmSync(base, { recursive: true, force: true }));

for (const folder of ['mixin/sub', 'mixin-secret', 'outside/deep', 'mixin/vendor/lib']) {
  mkdirSync(join(base, folder), { recursive: true });
}
for (const file of ['outside/secret.txt', 'outside/deep/secret.txt', 'mixin-secret/secret.txt']) {
  writeFileSync(join(base, file), secret);
}
writeFileSync(join(base, 'outside/evil.libsonnet'), "importstr 'secret.txt'");
writeFileSync(join(root, 'vendor/lib/main.libsonnet'), "'from vendor'");
const links: Record<string, string> = {
  file: join(base, 'outside/secret.txt'),
  folder: join(base, 'outside'),
  relative: '../outside/secret.txt',
  chain: 'file',
  zero: '/dev/zero',
  random: '/dev/urandom',
  environ: '/proc/self/environ',
  cmdline: '/proc/self/cmdline',
  rootFolder: '/proc/self/root',
  'loop-a': 'loop-b',
  'loop-b': 'loop-a',
  'sub/up': '../../outside',
};
for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
spawnSync('mkfifo', [join(root, 'pipe')]);

/** Ways out of the folder; what they import ends up in a dashboard if they succeed. */
const escapes: readonly string[] = [
  `importstr '${join(base, 'outside/secret.txt')}'`,
  `import '${join(base, 'outside/evil.libsonnet')}'`,
  "importstr '../outside/secret.txt'",
  "importstr 'sub/../../outside/secret.txt'",
  "importstr './././../outside/secret.txt'",
  "importstr '../mixin-secret/secret.txt'",
  "import '../outside/evil.libsonnet'",
  "importstr 'file'",
  "importstr 'folder/secret.txt'",
  "importstr 'folder/deep/secret.txt'",
  "import 'folder/evil.libsonnet'",
  "importstr 'relative'",
  "importstr 'chain'",
  "importstr 'sub/up/secret.txt'",
  "importstr 'loop-a'",
  "importstr 'zero'",
  "importbin 'random'",
  "importstr 'environ'",
  "importstr 'cmdline'",
  `importstr 'rootFolder${join(base, 'outside/secret.txt')}'`,
  "importstr 'pipe'",
  "importstr '/etc/passwd'",
  "importstr '/proc/self/environ'",
  "importstr '/dev/zero'",
  `importbin '${join(base, 'outside/secret.txt')}'`,
];

async function render(source: string) {
  const path = join(root, 'mixin.libsonnet');
  writeFileSync(path, source);
  const { files, library } = await generateMixin(path);
  return { library, read: (name: string) => files.find((file) => file.path === name)?.content, files };
}

describe('generateMixin', () => {
  it.each(escapes)('refuses %s and shows nothing of what is outside', async (escape) => {
    const attempt = render(`{ grafanaDashboards:: { 'a.json': { title: std.toString(${escape}) } } }`);
    await expect(attempt).rejects.toMatchObject({ code: 'TRI_GENERATE_BROKEN_MIXIN' });
    const text = await attempt.catch((error: Error) => error.message);
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/root:x:|PATH=/);
  });

  it('counts twenty-five ways out', () => {
    expect(new Set(escapes).size).toBe(25);
  });

  it('makes boards and rules of a mixin that uses grafonnet, its vendor folder and hidden fields', async () => {
    const { files, read, library } = await render(`
      local g = import 'github.com/grafana/grafonnet/gen/grafonnet-v10.0.0/main.libsonnet';
      local d = import 'github.com/jsonnet-libs/docsonnet/doc-util/main.libsonnet';
      {
        '#':: d.pkg(name='x', url='', help=''),
        grafanaDashboards+:: { 'node.json': g.dashboard.new(import 'lib/main.libsonnet') },
        prometheusAlerts+:: { groups+: [{ name: 'n', rules: [{ expr: 'up == 0', alert: 'Down', keep_firing_for: '5m' }] }] },
        prometheusRules+:: { groups+: [] },
      }`);
    expect(files.map(({ path }) => path)).toEqual(['dashboards/node.json', 'alerts/alert-rules.yaml']);
    expect(JSON.parse(read('dashboards/node.json') ?? '')).toMatchObject({
      title: 'from vendor',
      schemaVersion: 36,
    });
    expect(read('alerts/alert-rules.yaml')).toContain(
      "      - alert: Down\n        expr: 'up == 0'\n        keep_firing_for: 5m\n",
    );
    expect(library).toBe('built-in');
  });

  it('uses a grafonnet in the vendor folder instead of its own, and says so', async () => {
    const folder = join(root, 'vendor/github.com/grafana/grafonnet/gen/grafonnet-latest');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.libsonnet'), '{ dashboard: { new(t): { real: t } } }');
    const { read, library } = await render(
      "{ grafanaDashboards:: { 'a.json': (import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet').dashboard.new('x') } }",
    );
    rmSync(join(root, 'vendor/github.com'), { recursive: true });
    expect(JSON.parse(read('dashboards/a.json') ?? '')).toEqual({ real: 'x' });
    expect(library).toBe(join(folder, 'main.libsonnet'));
  });

  it.each([
    ['is not there', undefined, 'There is no such file'],
    ['is no mixin', '{ a: 1 }', 'none of grafanaDashboards'],
    ['does not parse', '{ a: }', 'mixin.libsonnet:1:6'],
    [
      'uses a name that the built-in grafonnet lacks',
      "{ grafanaDashboards:: { 'a.json': (import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet').panel.timeSeries.neww('x') } }",
      'did you mean new?',
    ],
    ['never ends', "local f(n) = f(n + 1) tailstrict; { grafanaDashboards:: { 'a.json': f(0) } }", 'limit'],
  ])(
    'says of a mixin what is wrong: it %s',
    async (_, source, message) => {
      const attempt = source === undefined ? generateMixin(join(root, 'nowhere')) : render(source);
      await expect(attempt).rejects.toThrow(message);
    },
    60_000,
  );
});

describeWith(['jsonnet'], "Debian's jsonnet", () => {
  it('renders the boards of the same mixin with the same bytes', async () => {
    const source = readFileSync(join(import.meta.dirname, 'mixins/web-mixin.libsonnet'), 'utf8');
    const { files } = await render(source);
    const out = join(base, 'out');
    mkdirSync(out);
    const library = join(import.meta.dirname, '../../dashboards/grafonnet');
    const { stderr } = spawnSync(
      'jsonnet',
      ['-J', library, '-m', out, '-e', `(import '${join(root, 'mixin.libsonnet')}').grafanaDashboards`],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    for (const { path, content } of files.filter((file) => file.path.startsWith('dashboards/')))
      expect(readFileSync(join(out, path.slice(11)), 'utf8')).toBe(content);
  });
});
