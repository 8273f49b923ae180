import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GrafanaStub, grafanaToken, startGrafana } from '../support/grafana.js';
import { type RulerStub, startRuler } from '../support/ruler.js';
import { runInProcess, type RunOptions, type RunResult } from './run-in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-provision-'));
const generated = join(folder, 'observability');
mkdirSync(join(generated, 'dashboards'), { recursive: true });
mkdirSync(join(generated, 'alerts'));
writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify({ service: { name: 'shop' } }));
const writeBoard = (name: string, content: object = {}) =>
  writeFileSync(
    join(generated, `dashboards/${name}.json`),
    JSON.stringify({
      uid: `tricord-shop-${name}`,
      title: `shop / ${name}`,
      tags: ['shop'],
      panels: [],
      ...content,
    }),
  );
writeFileSync(
  join(generated, 'alerts/alert-rules.yaml'),
  'groups:\n  - name: shop-server\n    rules:\n      - alert: Down\n        expr: up == 0\n',
);
afterAll(() => rmSync(folder, { recursive: true }));

let grafana: GrafanaStub;
let ruler: RulerStub;
beforeEach(async () => {
  for (const name of ['overview', 'api']) writeBoard(name);
  [grafana, ruler] = await Promise.all([startGrafana(), startRuler()]);
});
afterEach(() => Promise.all([grafana.close(), ruler.close()]));

const env = { GRAFANA_TOKEN: grafanaToken };
const run = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
  runInProcess(['provision', ...args], { cwd: folder, env, ...options });

describe('tricord provision', () => {
  it('shows a plan in colours and writes nothing, then applies it, then has nothing to do', async () => {
    const plan = await run(['--grafana', grafana.url], { isTTY: true });
    expect(plan.exitCode).toBe(0);
    expect(plan.stdout).toContain('\u001b[32m+ create dashboard shop / overview (tricord-shop-overview)');
    expect(plan.stdout).toContain('3 to create. Nothing was written; add --apply to make it so.');
    expect(grafana.requests.every((request) => request.startsWith('GET'))).toBe(true);
    expect((await run(['--grafana', grafana.url, '--check'])).exitCode).toBe(1);
    const applied = await run(['--grafana', grafana.url, '--apply'], { isTTY: true });
    expect(applied.exitCode).toBe(0);
    expect(applied.stderr).toContain('1/3 shop');
    expect([...grafana.dashboards.keys()]).toEqual(['tricord-shop-api', 'tricord-shop-overview']);
    const again = await run(['--grafana', grafana.url, '--check']);
    expect(again).toMatchObject({ exitCode: 0, stdout: '3 as wanted.\n' });
  });

  it('lists a dashboard that somebody changed, with the difference, and keeps it', async () => {
    await run(['--grafana', grafana.url, '--apply']);
    const kept = grafana.dashboards.get('tricord-shop-api');
    if (kept) Object.assign(kept.dashboard, { refresh: '1h', version: 2 });
    const { exitCode, stdout } = await run(['--grafana', grafana.url, '--apply']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '! conflict dashboard shop / api (tricord-shop-api): `tricord` changed it in Grafana',
    );
    expect(kept?.dashboard['refresh']).toBe('1h');
    const forced = await run(['--grafana', grafana.url, '--apply', '--force', '--backup', 'backup']);
    expect(forced.exitCode).toBe(0);
    expect(readFileSync(join(folder, 'backup/tricord-shop-api-2.json'), 'utf8')).toContain('"refresh": "1h"');
  });

  it('brings groups of rules to a ruler, under the name of the service and for a tenant', async () => {
    const args = ['--ruler', ruler.url, '--tenant', 'team-a', '--prune'];
    expect((await run(args)).stdout).toContain('+ create rule group tricord-shop/shop-server');
    expect((await run([...args, '--apply'])).exitCode).toBe(0);
    expect((await run([...args, '--check'])).stdout).toBe('1 as wanted.\n');
    ruler.namespaces.get('tricord-shop')?.set('old', { name: 'old', rules: [] });
    ruler.namespaces.set('others', new Map([['x', { name: 'x', rules: [] }]]));
    expect((await run([...args, '--apply'])).stdout).toContain('- delete rule group tricord-shop/old');
    expect([...(ruler.namespaces.get('tricord-shop')?.keys() ?? [])]).toEqual(['shop-server']);
    expect(ruler.namespaces.get('others')?.size).toBe(1);
    expect([...ruler.tenants]).toEqual(['team-a']);
  });

  it.each([
    ['no target', [], 'TRI_PROVISION_MISSING_TARGET'],
    ['rule files without a Prometheus', ['--rules-dir', 'x'], 'TRI_PROVISION_MISSING_TARGET'],
    [
      'a token on the command line',
      ['--grafana', 'http://127.0.0.1:1', '--token', grafanaToken],
      'TRI_PROVISION_TOKEN_ON_COMMAND_LINE',
    ],
    ['plain http to another machine', ['--grafana', 'http://grafana.example'], 'TRI_PROVISION_PLAIN_HTTP'],
    ['a URL with a password', ['--grafana', 'https://me:secret-word@grafana.example'], 'TRI_CLI_INVALID_URL'],
    ['force without a backup', ['--grafana', 'http://127.0.0.1:1', '--force'], 'TRI_PROVISION_NEEDS_BACKUP'],
    [
      'a token file that is not there',
      ['--grafana', 'http://127.0.0.1:1', '--token-file', 'nowhere'],
      'TRI_PROVISION_UNUSABLE_TOKEN',
    ],
    ['an empty folder', ['backup-none', '--grafana', 'http://127.0.0.1:1'], 'TRI_PROVISION_UNUSABLE_FILE'],
  ])('refuses %s', async (_, args, code) => {
    const { exitCode, stderr, stdout } = await run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(code);
    expect(stdout + stderr).not.toContain(grafanaToken);
    expect(stdout + stderr).not.toContain('secret-word');
  });

  it.each(['Admin', 'Editor', 'None'] as const)(
    'warns of a token with the role Admin, given %s',
    async (role) => {
      grafana.role = role;
      const { exitCode, stderr } = await run(['--grafana', grafana.url]);
      expect(exitCode).toBe(0);
      expect(stderr).toEqual(
        role === 'Admin' ? expect.stringMatching(/^warning: The token has the role Admin, .*\n$/) : '',
      );
    },
  );

  it('says nothing of the role when Grafana does not tell, and asks once', async () => {
    grafana.faults = [
      ...Array.from({ length: 3 }, () => undefined),
      { when: 'before', status: 503, retryAfter: 0 },
    ];
    expect(await run(['--grafana', grafana.url])).toMatchObject({ exitCode: 0, stderr: '' });
    const asked = grafana.requests.filter((request) => request.includes('serviceaccounts'));
    expect(asked).toHaveLength(1);
    expect(grafana.requests.at(-1)).toBe(asked[0]);
  });

  it('takes the token from a file, warning when others can read it, and from standard input', async () => {
    const path = join(folder, 'token');
    writeFileSync(path, `${grafanaToken}\n`, { mode: 0o600 });
    const args = ['--grafana', grafana.url, '--token-file', 'token'];
    expect(await run(args, { env: {} })).toMatchObject({ exitCode: 0, stderr: '' });
    chmodSync(path, 0o644);
    expect((await run(args, { env: {} })).stderr).toContain('can be read by others');
    const stdin = await run(['--grafana', grafana.url, '--token-stdin'], {
      env: {},
      stdin: `${grafanaToken}\n`,
    });
    expect(stdin.exitCode).toBe(0);
  });
});
