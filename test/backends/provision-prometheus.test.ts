import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runInProcess } from '../cli/run-in-process.js';
import { describeWith } from '../support/programs.js';
import { startPrometheus } from '../support/prometheus.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-rules-'));
const rules = join(folder, 'rules');
for (const path of ['observability/alerts', 'rules']) mkdirSync(join(folder, path), { recursive: true });
writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify({ service: { name: 'shop' } }));
const writeRules = (expr: string) =>
  writeFileSync(
    join(folder, 'observability/alerts/alert-rules.yaml'),
    `groups:\n  - name: shop-server\n    rules:\n      - alert: Down\n        expr: ${expr}\n`,
  );
afterAll(() => rmSync(folder, { recursive: true }));

describeWith(['prometheus'], 'provisioning a real Prometheus', () => {
  it('brings rules, has it read them, and takes back what it refuses', async () => {
    const prometheus = await startPrometheus([], [join(rules, '*.yaml')]);
    try {
      const expressions = async () => {
        const reply = await fetch(`${prometheus.url}/api/v1/rules`);
        const { data } = (await reply.json()) as { data: { groups: { rules: { query: string }[] }[] } };
        return data.groups.flatMap((group) => group.rules.map(({ query }) => query));
      };
      const args = ['provision', '--prometheus', prometheus.url, '--rules-dir', 'rules'];
      writeRules('up == 0');
      expect((await runInProcess(args, { cwd: folder })).stdout).toContain('alert: Down');
      expect(readdirSync(rules)).toEqual([]);
      const applied = await runInProcess([...args, '--apply'], { cwd: folder });
      expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await expressions()).toEqual(['up == 0']);
      expect((await runInProcess([...args, '--check'], { cwd: folder })).exitCode).toBe(0);
      writeRules('up ==');
      const refused = await runInProcess([...args, '--apply'], { cwd: folder });
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('TRI_PROVISION_FAILED');
      expect(readFileSync(join(rules, 'tricord-shop-alert-rules.yaml'), 'utf8')).toContain('up == 0');
      writeRules('up == 1');
      await runInProcess([...args, '--apply'], { cwd: folder });
      expect(await expressions()).toEqual(['up == 1']);
    } finally {
      await prometheus.close();
    }
  });
});
