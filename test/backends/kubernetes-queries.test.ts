import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import {
  argoScope,
  canaryQuery,
  type CanaryScope,
  flaggerScope,
} from '../../src/generate/signals/canary-queries.js';
import { scalingQuery } from '../../src/generate/signals/scaling-queries.js';
import { listSlos } from '../../src/generate/signals/slos.js';
import { createKubernetesService } from '../support/kubernetes-service.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';

const catalog = createKubernetesService({ namespace: 'shop' });
const [availability, latency] = listSlos(catalog);

/** What Argo Rollouts and Flagger fill in. */
const holes: Readonly<Record<string, string>> = {
  'args.canary-hash': 'new',
  'args.window': '2m',
  namespace: 'shop',
  target: 'order-service',
  interval: '2m',
};

function fill(query: string): string {
  return query.replace(/\{\{\s*([^}]*?)\s*\}\}/g, (_, name: string) => holes[name] ?? `<${name}>`);
}

/** Series of the new pods and of the old ones, which all fail and must not count. */
function series(kind: 'total' | 'bucket', rows: Readonly<Record<string, string>>): object[] {
  const [name, key] =
    kind === 'total'
      ? ['ego_server_handle_total', 'uniform_code']
      : ['ego_server_handle_seconds_bucket', 'le'];
  const of = (pod: string, hash: string) =>
    `app="order-service",namespace="shop",type="http",pod="${pod}",rollouts_pod_template_hash="${hash}"`;
  const old = {
    series: `${name}{${of('order-service-primary-7f-x2', 'old')},${key}="${kind === 'total' ? '500' : '+Inf'}"}`,
    values: '0+100x20',
  };
  return [
    old,
    ...Object.entries(rows).map(([value, values]) => ({
      series: `${name}{${of('order-service-5d4f-x1', 'new')},${key}="${value}"}`,
      values,
    })),
  ];
}

const cases: {
  name: string;
  slo: typeof availability;
  kind: 'total' | 'bucket';
  rows: Record<string, string>;
  samples: number[];
}[] = [
  {
    name: 'a tenth failed',
    slo: availability,
    kind: 'total',
    rows: { '200': '0+90x20', '503': '0+10x20' },
    samples: [0.1],
  },
  { name: 'never failed', slo: availability, kind: 'total', rows: { '200': '0+90x20' }, samples: [0] },
  {
    name: 'has no requests',
    slo: availability,
    kind: 'total',
    rows: { '200': '7+0x20', '503': '1+0x20' },
    samples: [],
  },
  { name: 'has no series', slo: availability, kind: 'total', rows: {}, samples: [] },
  {
    name: 'was slow for a fifth',
    slo: latency,
    kind: 'bucket',
    rows: { '0.5': '0+80x20', '+Inf': '0+100x20' },
    samples: [0.2],
  },
  {
    name: 'was never slow',
    slo: latency,
    kind: 'bucket',
    rows: { '0.5': '0+100x20', '+Inf': '0+100x20' },
    samples: [0],
  },
  {
    name: 'has no requests to time',
    slo: latency,
    kind: 'bucket',
    rows: { '0.5': '5+0x20', '+Inf': '5+0x20' },
    samples: [],
  },
];

describeWith(['promtool'], 'the queries of canaries and scaling', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-queries-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function test(name: string, tests: readonly object[]): Promise<string> {
    const file = join(folder, `${name}.yml`);
    writeFileSync(file, JSON.stringify({ rule_files: [], evaluation_interval: '1m', tests }));
    const promtool = findProgram('promtool') ?? 'promtool';
    return promisify(execFile)(promtool, ['test', 'rules', file]).then(
      ({ stdout }) => stdout,
      ({ stdout, stderr }: { stdout: string; stderr: string }) => `failed: ${stdout}${stderr}`,
    );
  }

  it.each<[string, CanaryScope]>([
    ['argo', argoScope],
    ['flagger', flaggerScope],
  ])('give %s one value, 0 when nothing failed, and none without evidence', async (by, scope) => {
    const tests = cases.map(({ name, slo, kind, rows, samples }) => {
      if (slo === undefined) throw new Error('no promise');
      const exp_samples = samples.map((value) => ({ labels: '{}', value }));
      return {
        name,
        interval: '1m',
        input_series: series(kind, rows),
        promql_expr_test: [
          { expr: `round(${fill(canaryQuery(slo, catalog, scope))}, 0.0001)`, eval_time: '10m', exp_samples },
        ],
      };
    });
    expect(await test(by, tests)).toContain('SUCCESS');
    console.log(`${tests.length} cases of ${by}`);
  });

  it('count a method whose name looks like a hole', async () => {
    const [slo] = listSlos(
      createKubernetesService(
        {},
        { slos: [{ name: 'a', kind: 'availability', objective: 99, methods: ['GET./{{id}}'] }] },
      ),
    );
    if (slo === undefined) throw new Error('no promise');
    const matched = 'app="order-service",type="http",rollouts_pod_template_hash="new",method="GET./{{id}}"';
    const row = (code: string, values: string) => ({
      series: `ego_server_handle_total{${matched},uniform_code="${code}"}`,
      values,
    });
    const expr = fill(canaryQuery(slo, catalog, argoScope));
    const exp_samples = [{ labels: '{}', value: 0.5 }];
    const input_series = [row('200', '0+10x20'), row('500', '0+10x20')];
    const promql_expr_test = [{ expr, eval_time: '10m', exp_samples }];
    expect(await test('method', [{ interval: '1m', input_series, promql_expr_test }])).toContain('SUCCESS');
  });

  it('would be noticed if they were wrong', async () => {
    if (availability === undefined) throw new Error('no promise');
    const expr = fill(canaryQuery(availability, catalog, argoScope));
    const wrong = [{ expr, eval_time: '10m', exp_samples: [{ labels: '{}', value: 0.5 }] }];
    const input_series = series('total', { '200': '0+90x20' });
    expect(await test('wrong', [{ interval: '1m', input_series, promql_expr_test: wrong }])).toMatch(
      /^failed/,
    );
  });

  it('give KEDA what all pods of the service carry together', async () => {
    const { total } = scalingQuery('custom_orders_created_total', catalog);
    const row = (pod: string, namespace: string) => ({
      series: `custom_orders_created_total{app="order-service",namespace="${namespace}",pod="${pod}"}`,
      values: '0+60x20',
    });
    const input_series = [row('a', 'shop'), row('b', 'shop'), row('c', 'other')];
    const sum = { expr: total, eval_time: '10m', exp_samples: [{ labels: '{}', value: 2 }] };
    expect(await test('keda', [{ interval: '1m', input_series, promql_expr_test: [sum] }])).toContain(
      'SUCCESS',
    );
  });
});
