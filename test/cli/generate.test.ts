import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run-cli.js';
import { findProgram } from '../support/find-program.js';
import { runInProcess } from './run-in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-generate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeService(name: string, more: object = {}): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const config = { service: { name }, operations: ['http.server.request'], ...more };
  writeFileSync(join(path, 'tricord.config.json'), JSON.stringify(config));
  return path;
}

const overview = (service: string) => join(folder, service, 'observability/dashboards/overview.json');

describe('tricord generate', () => {
  it('writes several services, says which grafonnet made the boards, and shows how far it is on a terminal', async () => {
    makeService('a');
    makeService('b');
    const { exitCode, stdout, stderr } = await runInProcess(['generate', 'a', 'b/tricord.config.json'], {
      cwd: folder,
      isTTY: true,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /files written to a\/observability.*files written to b\/observability.*grafonnet: built-in\n$/s,
    );
    expect(stderr).toContain('1/2 a');
    expect(stderr).toMatch(/2\/2 b.*\r\u001b\[2K$/s);
    expect(existsSync(overview('a')) && existsSync(overview('b'))).toBe(true);
  });

  it('shows with --diff what would be written, in colours, and writes nothing', async () => {
    makeService('c');
    await runInProcess(['generate', 'c'], { cwd: folder });
    const before = readFileSync(overview('c'), 'utf8');
    const diff = await runInProcess(['generate', '--diff', '--lang', 'zh', 'c'], {
      cwd: folder,
      isTTY: true,
    });
    expect(diff.exitCode).toBe(0);
    expect(diff.stdout).toContain('\u001b[32m+');
    expect(diff.stdout).toContain('实例数');
    expect(diff.stdout).toContain('`tricord generate` would write them');
    expect(readFileSync(overview('c'), 'utf8')).toBe(before);
    expect((await runInProcess(['generate', '--check', 'c'], { cwd: folder })).exitCode).toBe(0);
  });

  it.each(['--grafana-provisioning', '--compose'])(
    'writes with %s one folder for all services, says when it is stale, and nothing to their own',
    async (option) => {
      makeService('left');
      makeService('right', { service: { name: 'right', governorPort: 9004 } });
      const args = ['generate', 'left', 'right', option, `shared${option}`];
      const run = (...more: string[]) => runInProcess([...args, ...more], { cwd: folder });
      expect((await run('--check')).exitCode).toBe(1);
      expect(existsSync(join(folder, `shared${option}`))).toBe(false);
      const written = await run();
      expect(written).toMatchObject({ exitCode: 0, stderr: '' });
      expect(written.stdout).toContain(`dashboards/right/overview.json\n`);
      expect(existsSync(overview('left'))).toBe(false);
      expect((await run('--check')).exitCode).toBe(0);
      const again = (await run()).stdout;
      expect(again).toMatch(/^0 files written to shared/);
      expect(again.includes('docker compose -f shared--compose/compose.yaml up -d')).toBe(
        option === '--compose',
      );
      makeService('right', { service: { name: 'right', governorPort: 9004, environment: 'demo' } });
      const diff = await run('--diff');
      expect(diff.exitCode).toBe(0);
      expect(diff.stdout).toMatch(/^-.*"pro"/m);
      expect(diff.stdout).toMatch(/^\+.*"demo"/m);
    },
  );

  it('removes what another way of discovery left, and nothing that somebody else wrote', async () => {
    const kubernetes = (discovery: string, more: object = {}) => ({
      generate: { kubernetes: { discovery, ...more } },
    });
    const path = makeService('moved', kubernetes('annotations', { chart: true }));
    const list = () =>
      readdirSync(join(path, 'observability/kubernetes'), { recursive: true }).map(String).sort();
    await runInProcess(['generate', 'moved'], { cwd: folder });
    expect(list()).toContain('prometheus-scrape.snippet.yaml');
    expect(list()).toContain('chart/templates/objects.yaml');
    const own = join(path, 'observability/kubernetes/our-own.yaml');
    writeFileSync(own, 'kind: Namespace\n');
    makeService('moved', kubernetes('operator', { dashboards: 'none' }));
    const check = await runInProcess(['generate', '--check', 'moved'], { cwd: folder });
    expect(check.stdout).toContain('kubernetes/prometheus-scrape.snippet.yaml: leftover');
    expect(check.stdout).toContain('kubernetes/our-own.yaml: extra');
    const { stdout } = await runInProcess(['generate', 'moved'], { cwd: folder });
    expect(stdout).toContain('removed kubernetes/prometheus-scrape.snippet.yaml\n');
    expect(stdout).toMatch(/, \d+ of earlier runs removed\./);
    expect(list()).toEqual([
      'kube-state-metrics.snippet.yaml',
      'kustomization.yaml',
      'kustomize-openapi.json',
      'our-own.yaml',
      'pod-template.patch.yaml',
      'podmonitor-moved.yaml',
      'prometheusrule-moved-alerts.yaml',
      'prometheusrule-moved-recording.yaml',
    ]);
    rmSync(own);
    expect((await runInProcess(['generate', '--check', 'moved'], { cwd: folder })).exitCode).toBe(0);
    makeService('moved', kubernetes('annotations'));
    await runInProcess(['generate', 'moved'], { cwd: folder });
    expect(list().some((name) => /monitor-|rule-/.test(name))).toBe(false);
  });

  it.each([
    ['a folder without a configuration', ['generate', '.'], 'TRI_CONFIG_NOT_FOUND'],
    ['--watch with --check', ['generate', '--watch', '--check'], "cannot be used with option '--check'"],
    ['--compose with --output', ['generate', '--compose', 'a', '--output', 'b'], 'cannot be used'],
    ['--compose with --watch', ['generate', '--compose', 'a', '--watch'], 'cannot be used'],
    ['a language without words', ['generate', '--lang', 'fr'], 'Allowed choices are en, zh'],
    ['a mixin that is not there', ['generate', '--mixin', 'nowhere.jsonnet'], 'TRI_GENERATE_BROKEN_MIXIN'],
  ])('refuses %s', async (_, args, message) => {
    const { exitCode, stderr } = await runInProcess(args, { cwd: mkdtempSync(join(folder, 'empty-')) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it('keeps up with changes under --watch, and waits out what is broken', async () => {
    const service = makeService('watched');
    const printed = { stdout: '', stderr: '' };
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const run = runCli(['generate', '--watch', 'watched'], {
      stdin: (async function* () {})(),
      stdout: { write: (text) => (printed.stdout += text) },
      stderr: { write: (text) => (printed.stderr += text) },
      cwd: folder,
      env: {},
      untilStopped: () => stopped,
    });
    await until(() => printed.stdout.includes('Waiting for changes.'));
    writeFileSync(join(service, 'tricord.config.json'), '{ "service": ');
    await until(() => printed.stderr.includes('TRI_CONFIG_UNREADABLE'));
    makeService('watched', { generate: { lang: 'zh' } });
    await until(() => readFileSync(overview('watched'), 'utf8').includes('实例数'));
    stop();
    expect(await run).toBe(0);
  });

  it('renders a mixin and writes the grafonnet for plain jsonnet, which gives the same bytes', async () => {
    const source = join(import.meta.dirname, '../generate/mixins/web-mixin.libsonnet');
    const mixin = await runInProcess(['generate', '--mixin', source, '--output', 'out'], { cwd: folder });
    expect(mixin).toMatchObject({ exitCode: 0, stderr: '' });
    expect(mixin.stdout).toContain('wrote dashboards/web.json');
    const eject = await runInProcess(['generate', '--eject-grafonnet', 'vendor'], { cwd: folder });
    expect(eject.stdout).toContain('wrote github.com/grafana/grafonnet/gen/grafonnet-v10.4.0/main.libsonnet');
    if (findProgram('jsonnet') === undefined) return;
    const { stdout } = spawnSync(
      'jsonnet',
      ['-J', join(folder, 'vendor'), '-e', `(import '${source}').grafanaDashboards['web.json']`],
      { encoding: 'utf8' },
    );
    expect(stdout).toBe(readFileSync(join(folder, 'out/dashboards/web.json'), 'utf8'));
  });
});

/** Waits without a clock of its own: until something is so, or the test is over. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
