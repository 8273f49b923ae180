import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runInProcess } from '../cli/run-in-process.js';
import { type Fault, type GrafanaStub, grafanaToken, startGrafana } from '../support/grafana.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-token-'));
mkdirSync(join(folder, 'observability/dashboards'), { recursive: true });
writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify({ service: { name: 'shop' } }));
writeFileSync(
  join(folder, 'observability/dashboards/api.json'),
  JSON.stringify({ uid: 'tricord-shop-api', title: 'shop / API' }),
);
afterAll(() => rmSync(folder, { recursive: true }));

let grafana: GrafanaStub;
beforeEach(async () => (grafana = await startGrafana()));
afterEach(() => grafana.close());

describe('the token of tricord provision', () => {
  it('is shown nowhere, in 100 failing runs of eight kinds (V5)', async () => {
    const always = (fault: Fault) => Array.from({ length: 40 }, () => fault);
    const wrong = 'glsa_wrong/0123+4567=89';
    const kinds: [name: string, faults: Fault[], token: string][] = [
      ['a reset', always({ when: 'before', does: 'reset' }), grafanaToken],
      ['a login page', always({ when: 'before', does: 'html' }), grafanaToken],
      ['429', always({ when: 'before', status: 429, retryAfter: 0 }), grafanaToken],
      ['503', always({ when: 'before', status: 503, retryAfter: 0 }), grafanaToken],
      ['500', always({ when: 'before', status: 500 }), grafanaToken],
      ['400', always({ when: 'before', status: 400 }), grafanaToken],
      ['302', always({ when: 'before', status: 302 }), grafanaToken],
      ['an answer that repeats the token', [], wrong],
    ];
    let runs = 0;
    for (let i = 0; i < 100; i++) {
      // The tries after a reset take their time, so that one run of that kind is enough.
      const [, faults, token] = kinds[i === 0 ? 0 : 1 + (i % 7)] ?? ['', [], ''];
      grafana.faults = [...faults];
      const { exitCode, stdout, stderr } = await runInProcess(
        ['provision', '--grafana', grafana.url, '--apply'],
        {
          cwd: folder,
          env: { GRAFANA_TOKEN: token, NODE_DEBUG: 'tricord' },
        },
      );
      expect(exitCode).toBe(2);
      const forms = [
        token,
        Buffer.from(token).toString('base64'),
        encodeURIComponent(token),
        token.slice(0, 8),
      ];
      for (const form of forms) expect(stdout + stderr).not.toContain(form);
      runs++;
    }
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.json'))
        expect(readFileSync(join(folder, name), 'utf8')).not.toContain(grafanaToken);
    console.log(`${runs} failing runs, 0 occurrences of the token`);
  }, 60_000);
});
