import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { policies } from '../../src/policies/index.js';
import { readPackageVersion } from '../../src/package-root.js';
import { runInProcess } from './run-in-process.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tricord-cli-'));
const page = '# HELP nodejs_x_bytes x\n# TYPE nodejs_x_bytes gauge\nnodejs_x_bytes 1\n';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program itself, as a process of its own. */
function spawnTricord(args: readonly string[], onStart: (child: ReturnType<typeof spawn>) => void) {
  const jiti = join(root, 'node_modules/jiti/lib/jiti-cli.mjs');
  const child = spawn(process.execPath, [jiti, join(root, 'src/cli/main.ts'), ...args], { cwd: folder });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (printed.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (printed.stderr += text.toString()));
  onStart(child);
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...printed }));
  });
}

describe('runCli', () => {
  it('prints the version', async () => {
    expect(await runInProcess(['--version'])).toEqual({
      exitCode: 0,
      stdout: `${readPackageVersion()}\n`,
      stderr: '',
    });
  });

  it('colours on a terminal only, and not under NO_COLOR', async () => {
    const run = (env: Record<string, string>, isTTY: boolean) =>
      runInProcess(['check', '--kind', 'metrics', '-'], { stdin: page.slice(0, -1), env, isTTY });
    expect((await run({}, true)).stdout).toContain('\u001b[31merror\u001b[39m');
    expect((await run({ NO_COLOR: '1' }, true)).stdout).not.toContain('\u001b');
    expect((await run({}, false)).stdout).not.toContain('\u001b');
  });

  it('prints JSON that fits its schema', async () => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas/report.schema.json'), 'utf8')) as object;
    const { stdout } = await runInProcess(['check', '--format', 'json', '--kind', 'metrics', '-'], {
      stdin: '{{{\nx\n',
    });
    const validate = new Ajv2020().compile(schema);
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
  });

  it('writes a service and finds it current until a file changes', async () => {
    const service = mkdtempSync(join(folder, 'service-'));
    const define = join(root, 'src/catalog/define-metric.ts');
    writeFileSync(
      join(service, 'tricord.config.ts'),
      "export default { service: { name: 'orders' }, metrics: ['./metrics.ts'] };\n",
    );
    writeFileSync(
      join(service, 'metrics.ts'),
      `import { defineCounter } from ${JSON.stringify(define)};\nexport const all = { a: defineCounter({ name: 'custom_a_total', help: 'A.' }) };\n`,
    );
    const run = (...args: string[]) => runInProcess(args, { cwd: service });
    expect(await run('generate')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run('generate', '--check')).toMatchObject({ exitCode: 0 });
    const generated = readdirSync(join(service, 'observability'), { recursive: true, encoding: 'utf8' });
    const checked = generated.filter((file) => /^alerts\/.*rules\.yaml$|^dashboards\/.*\.json$/.test(file));
    expect(checked.length).toBeGreaterThan(1);
    const result = await run('check', ...checked.map((file) => join('observability', file)));
    expect(result.stdout).toMatch(/^No problems in /);
    const [rules = ''] = checked;
    writeFileSync(join(service, 'observability', rules), 'groups: []\n');
    const stale = await run('generate', '--check');
    expect(stale).toMatchObject({ exitCode: 1 });
    expect(stale.stdout).toContain(`${rules}: stale`);
    expect(stale.stdout).toMatch(/^-groups: \[\]$/m);
  }, 120_000);

  it('says what to create when there is no configuration', async () => {
    const { exitCode, stderr } = await runInProcess(['generate'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `TRI_CONFIG_NOT_FOUND: There is no tricord.config.ts in \`${folder}\` or above it.`,
    );
  });

  it('says where a configuration does not parse', async () => {
    const service = mkdtempSync(join(folder, 'broken-'));
    writeFileSync(join(service, 'tricord.config.ts'), "export default { service: { name: 'orders' };\n");
    const { exitCode, stderr } = await runInProcess(['generate'], { cwd: service });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: TRI_CONFIG_UNREADABLE: Configuration `tricord.config.ts` .* at 1:\d+\. Correct it/,
    );
  });

  it.each(policies.map(({ id }) => id))('explains %s', async (id) => {
    const { exitCode, stdout } = await runInProcess(['explain', id]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^# .*${id}`));
  });

  it.each([
    ['a path', '../../package'],
    ['an absolute path', '/etc/passwd'],
    ['nothing known', 'zzzzzzzzzzzz'],
  ])('explains no %s', async (_, rule) => {
    expect(await runInProcess(['explain', rule])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('the program', () => {
  it('ends quietly when its output is closed', async () => {
    writeFileSync(join(folder, 'page.prom'), 'x\n'.repeat(1000));
    const result = await spawnTricord(['check', 'page.prom'], (child) => child.stdout?.destroy());
    expect(result).toMatchObject({ stderr: '' });
    expect([1, 141]).toContain(result.code);
  }, 60_000);

  it('takes a closed standard input for an empty stream', async () => {
    const result = await spawnTricord(['check', '--kind', 'metrics', '-'], (child) => child.stdin?.end());
    expect(result).toMatchObject({ code: 1, stderr: '' });
    expect(result.stdout).toContain('The page has no metric.');
  }, 60_000);
});
