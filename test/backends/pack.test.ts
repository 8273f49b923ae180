import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/free-port.js';

const root = join(import.meta.dirname, '../..');

describe('the packed package', () => {
  const project = mkdtempSync(join(tmpdir(), 'tricord-pack-'));
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let files: string[] = [];

  beforeAll(() => {
    const [packed] = JSON.parse(
      npm(['pack', '--json', '--ignore-scripts', '--pack-destination', project], root),
    ) as {
      filename: string;
      files: { path: string }[];
    }[];
    files = packed?.files.map((file) => file.path) ?? [];
    writeFileSync(join(project, 'package.json'), '{ "name": "newcomer", "private": true, "type": "module" }');
    npm(
      [
        'install',
        '--ignore-scripts',
        join(project, packed?.filename ?? ''),
        'prom-client@15',
        '@opentelemetry/api@~1.9.1',
      ],
      project,
    );
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it.each([
    'dist/src/index.js',
    'dist/src/index.d.ts',
    'dist/src/cli/main.js',
    'dist/lint-rules/index.js',
    'mixin.libsonnet',
    'schemas/settings.schema.json',
    'schemas/config.schema.json',
    'schemas/log-line.zap.schema.json',
    'docs/rules/metric-unit.md',
    'LICENSE',
  ])('contains %s', (file) => expect(files).toContain(file));

  it('contains jsonnet sources and runbooks, and neither tests nor examples', () => {
    expect(files.some((file) => /^dashboards\/.*\.libsonnet$/.test(file))).toBe(true);
    expect(files.some((file) => /^alerts\/.*\.libsonnet$/.test(file))).toBe(true);
    expect(files.some((file) => file.startsWith('docs/runbooks/'))).toBe(true);
    expect(files.filter((file) => /^(?:test|examples|bench|dist\/examples|dist\/test)\//.test(file))).toEqual(
      [],
    );
    console.log(`${files.length} files packed`);
  });

  it("runs the README's code in an empty project, with no optional peer installed", async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const example = /<!-- example: start -->\s*```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const [port, governor] = [await findFreePort(), await findFreePort()];
    writeFileSync(join(project, 'main.js'), example.replace('8080', String(port)));
    const service = spawn(process.execPath, ['main.js'], {
      cwd: project,
      env: { ...process.env, TRICORD_GOVERNOR_PORT: String(governor) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    service.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/hello`).then(
        (reply) => reply.ok,
        () => false,
      );
    await expect.poll(isUp, { timeout: 10_000 }).toBe(true);
    const page = await (await fetch(`http://127.0.0.1:${governor}/metrics`)).text();
    expect(page).toMatch(/^custom_greetings_total\{language="en"\} \d/m);
    expect(page).toMatch(
      /^ego_server_handle_total\{type="http",method="GET\.\/hello",.*rpc_service="greeter"\} \d/m,
    );
    service.kill('SIGTERM');
    await new Promise((resolve) => service.once('exit', resolve));
    expect(output).toMatch(
      /"msg":"greeting","service":"greeter","version":"1\.0\.0".*"traceId":"[0-9a-f]{32}"/,
    );
  });

  it('has a command that checks and explains', () => {
    const page = join(project, 'page.txt');
    writeFileSync(page, '# HELP custom_x_total X.\n# TYPE custom_x_total counter\ncustom_x_total 1\n');
    expect(npm(['exec', '--', 'tricord', 'check', page], project)).toMatch(/0 problems|no problems/i);
    expect(npm(['exec', '--', 'tricord', 'explain', 'metric-unit'], project)).toContain('metric-unit');
  });
});
