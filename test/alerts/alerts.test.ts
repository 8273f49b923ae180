import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { describeWith } from '../support/programs.js';

interface AlertCase {
  readonly alertname: string;
  readonly eval_time: string;
  readonly exp_alerts?: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations: Readonly<Record<string, string>>;
  }[];
}

interface TestFile {
  readonly rule_files: readonly string[];
  readonly tests: readonly { readonly name: string; readonly alert_rule_test: readonly AlertCase[] }[];
}

const folder = import.meta.dirname;
const generated = join(folder, '../../alerts/generated');
const ruleFiles = ['alert-rules.yaml', 'recording-rules.yaml'];
const testFiles = readdirSync(folder).filter((file) => file.endsWith('.test.yaml'));
const tests = testFiles.flatMap((file) => (load(readFileSync(join(folder, file), 'utf8')) as TestFile).tests);
const alerts = existsSync(join(generated, 'alert-rules.yaml'))
  ? [...readFileSync(join(generated, 'alert-rules.yaml'), 'utf8').matchAll(/- alert: (\w+)/g)].map(
      ([, name]) => name ?? '',
    )
  : [];

const minutes = (time: string): number => Number(/^(\d+)m$/.exec(time)?.[1] ?? Number.NaN);

function promtool(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8', cwd: folder });
  return { status, output: stdout + stderr };
}

describe('the promtool cases', () => {
  it('have rules to test', () => {
    expect(ruleFiles.filter((file) => !existsSync(join(generated, file)))).toEqual([]);
    expect(alerts.length).toBeGreaterThan(0);
    console.log(`${alerts.length} alerts, ${tests.length} stories, ${testFiles.length} files`);
  });

  it.each(alerts)('see %s silent one minute before it fires and firing one minute after', (alert) => {
    const pairs = tests.filter(({ alert_rule_test: cases }) => {
      const of = cases.filter(({ alertname }) => alertname === alert);
      const silent = of.filter(({ exp_alerts: expected = [] }) => expected.length === 0);
      const firing = of.find(({ exp_alerts: expected = [] }) => expected.length > 0);
      const firesAt = minutes(firing?.eval_time ?? '');
      return silent.some(({ eval_time: time }) => minutes(time) === firesAt - 2);
    });
    expect(pairs.length).toBeGreaterThan(0);
  });

  it('compare the texts of every alert that fires', () => {
    const fired = tests.flatMap(({ alert_rule_test: cases }) =>
      cases.flatMap(({ exp_alerts: list = [] }) => list),
    );
    expect(fired.length).toBeGreaterThanOrEqual(alerts.length);
    for (const { exp_labels: labels, exp_annotations: texts } of fired) {
      expect(Object.keys(labels)).toEqual(expect.arrayContaining(['severity', 'namespace', 'app']));
      expect(Object.keys(texts).sort()).toEqual(['dashboard_url', 'description', 'runbook_url', 'summary']);
    }
  });
});

describeWith(['promtool'], 'promtool', () => {
  it.each(ruleFiles)('accepts %s', (file) => {
    const { status, output } = promtool(
      'check',
      'rules',
      '--lint=all',
      '--lint-fatal',
      join(generated, file),
    );
    expect(output).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  it.each(testFiles)('finds %s true', (file) => {
    const { status, output } = promtool('test', 'rules', join(folder, file));
    expect(output).toContain('SUCCESS');
    expect(status).toBe(0);
  });
});
