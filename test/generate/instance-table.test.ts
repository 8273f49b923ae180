import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ScrapeProfile } from '../../src/catalog/service-config.js';
import { generateSignals } from '../../src/generate/signals.js';
import { describeWith } from '../support/programs.js';

function tableOf(scrape: ScrapeProfile) {
  const catalog = createServiceCatalog({ service: { name: 'shop' }, generate: { scrape } }, []);
  const table = generateSignals(catalog)['instances']?.['instances'];
  return { columns: table?.columns ?? [], exprs: table?.targets.map(({ expr }) => expr) ?? [] };
}

const labelNames = {
  helm: { namespace: 'namespace', pod: 'pod' },
  'helm-legacy': { namespace: 'kubernetes_namespace', pod: 'kubernetes_pod_name' },
} as const;

/** A service with three pods: one runs, one crashes again and again, one is not ready yet; and a stranger beside them. */
function seriesOf({ namespace, pod }: { namespace: string; pod: string }): Record<string, string> {
  const own = (name: string) =>
    `${namespace}="n", ${pod}="${name}", app="shop", version="pro", instance="${name}:9003", enable="true", pod_template_hash="59"`;
  const kube = (metric: string, name: string, rest = '') =>
    `kube_pod_${metric}{namespace="n", pod="${name}", uid="u-${name}"${rest}}`;
  return {
    [`ego_build_info{${own('a')}, app_version="3", framework_version="0.1.0", runtime_version="v22"}`]:
      '1x20',
    [`ego_build_info{${own('b')}, app_version="3", ego_version="v1.2.6", go_version="go1.22"}`]: '17e11x20',
    [`process_start_time_seconds{${own('a')}}`]: '1000x20',
    [`process_start_time_seconds{${own('b')}}`]: '2000x20',
    [kube('status_phase', 'a', ', phase="Running"')]: '1x20',
    [kube('status_phase', 'a', ', phase="Pending"')]: '0x20',
    [kube('status_phase', 'b', ', phase="Running"')]: '1x20',
    [kube('container_status_waiting_reason', 'b', ', container="app", reason="CrashLoopBackOff"')]: '1x20',
    [kube('container_status_waiting_reason', 'b', ', container="side", reason="ErrImagePull"')]: '1x20',
    [kube('status_phase', 'stranger', ', phase="Running"')]: '1x20',
    [kube('status_ready_time', 'a')]: '1500x20',
    [kube('status_initialized_time', 'a')]: '1100x20',
    [kube('status_initialized_time', 'b')]: '2100x20',
    [kube('status_scheduled_time', 'b')]: '2050x20',
  };
}

describe('the table of instances', () => {
  it('has the columns of the deck in its order', () => {
    expect(tableOf('helm').columns.map(({ id }) => id)).toEqual([
      'pod',
      'startTime',
      'app_version',
      'framework_version',
      'enable',
      'runtime_version',
      'instance',
      'namespace',
      'pod_template_hash',
      'version',
      'status',
      'lastTransition',
    ]);
  });
});

describeWith(['promtool'], 'promtool', () => {
  it.each(Object.entries(labelNames))(
    'fills it from both sources under the labels of %s',
    (profile, names) => {
      const { exprs } = tableOf(profile as ScrapeProfile);
      const { namespace, pod } = names;
      const row = (name: string, rest: Record<string, string> = {}) => {
        const labels = { [namespace]: 'n', [pod]: name, ...rest };
        return `{${Object.entries(labels)
          .map(([label, value]) => `${label}="${value}"`)
          .join(', ')}}`;
      };
      const shared = { enable: 'true', pod_template_hash: '59', version: 'pro', app_version: '3' };
      const expected: Record<string, number>[] = [
        {
          [row('a', { ...shared, instance: 'a:9003', framework_version: '0.1.0', runtime_version: 'v22' })]:
            1,
          [row('b', {
            ...shared,
            instance: 'b:9003',
            framework_version: 'v1.2.6',
            runtime_version: 'go1.22',
          })]: 17e11,
        },
        { [row('a')]: 1_000_000, [row('b')]: 2_000_000 },
        { [row('a', { status: 'Running' })]: 1, [row('b', { status: 'waits' })]: 1 },
        { [row('a')]: 1_500_000, [row('b')]: 2_100_000 },
      ];
      const folder = mkdtempSync(join(tmpdir(), 'tricord-table-'));
      const test = {
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: Object.entries(seriesOf(names)).map(([series, values]) => ({ series, values })),
            promql_expr_test: exprs.map((expr, i) => ({
              // Which of two reasons is shown is left open; that it is one row is not.
              expr: `label_replace(${expr.replace(/\$(?:namespace|app|version|instance)/g, '.*')}, "status", "waits", "status", "CrashLoopBackOff|ErrImagePull")`,
              eval_time: '20m',
              exp_samples: Object.entries(expected[i] ?? {}).map(([labels, value]) => ({ labels, value })),
            })),
          },
        ],
      };
      writeFileSync(join(folder, 'test.json'), JSON.stringify(test));
      const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'test.json')], {
        encoding: 'utf8',
      });
      rmSync(folder, { recursive: true });
      expect(stderr + stdout).toContain('SUCCESS');
    },
  );
});
