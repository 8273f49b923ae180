import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { SloConfig } from '../../src/catalog/service-config.js';
import { generateAlerts } from '../../src/generate/alerts.js';
import { describeWith } from '../support/programs.js';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const slos: SloConfig[] = [
  { name: 'orders', kind: 'availability', objective: 99.9, methods: ['POST./orders'] },
  { name: 'fast', kind: 'latency', objective: 99, thresholdSeconds: 1, operation: 'http.server.request' },
  { name: 'week', kind: 'availability', objective: 99.5, period: '7d' },
];
const folder = mkdtempSync(join(tmpdir(), 'tricord-slo-'));
const files = generateFor(slos);
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, `${name}.yaml`), content);
const rulesOf = (text = '') =>
  (load(text) as { groups: { name: string; rules: Rule[] }[] }).groups
    .filter(({ name }) => name.includes('slo'))
    .flatMap(({ rules }) => rules);
const alerts = rulesOf(files['alert-rules']);
const burns = alerts.filter(({ alert }) => alert?.endsWith('BudgetBurn'));

afterAll(() => rmSync(folder, { recursive: true }));

function generateFor(promises: readonly SloConfig[]): Record<string, string> {
  const catalog = createServiceCatalog({ service: { name: 'shop' }, slos: promises }, []);
  const generated = generateAlerts(catalog).map(
    ({ path, content }) => [/([\w-]+)\.yaml$/.exec(path)?.[1] ?? '', content] as const,
  );
  return Object.fromEntries(generated);
}

function promtool(test: object): string {
  const path = join(folder, 'test.json');
  writeFileSync(path, JSON.stringify(test));
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', path], { encoding: 'utf8' });
  return stderr + stdout;
}

/** Which short window each long one is paired with, and what it burns of a period of 30 days. */
const pairs: Readonly<Record<string, readonly [short: string, factor: number]>> = {
  '1h': ['5m', 14.4],
  '6h': ['30m', 6],
  '1d': ['2h', 3],
  '3d': ['6h', 1],
};

describe('the alerts of promises', () => {
  it('watch each promise over four pairs of windows', () => {
    expect(burns.map(({ labels }) => `${labels['slo']} ${labels['window']} ${labels['severity']}`)).toEqual(
      slos.flatMap(({ name }) =>
        ['1h critical', '6h critical', '1d warning', '3d warning'].map((pair) => `${name} ${pair}`),
      ),
    );
  });

  it('compare with thresholds that carry no noise of binary fractions', () => {
    const numbers = alerts.flatMap(({ expr }) =>
      [...expr.matchAll(/> ([\d.e-]+)\)/g)].map(([, text]) => text),
    );
    expect(new Set(numbers)).toEqual(
      new Set(
        ['0.0144', '0.006', '0.003', '0.001', '0.144', '0.06', '0.03', '0.01'].concat(
          ['0.0672', '0.0175', '0.007', '0.0049'], // 13.44, 3.5, 1.4 and 0.98 times 0.005
        ),
      ),
    );
  });
});

/** What recorded series say, without recording it over days. */
function recordedRatios(slo: string, of: Readonly<Record<string, number>>): object[] {
  return Object.entries(of).map(([window, value]) => ({
    series: `namespace_app:slo_bad_requests:ratio_rate${window}{namespace="n", app="shop", slo="${slo}"}`,
    values: `${value}x60`,
  }));
}

describeWith(['promtool'], 'promtool', () => {
  it.each(['alert-rules', 'recording-rules'])('accepts %s', (name) => {
    const path = join(folder, `${name}.yaml`);
    const { stdout } = spawnSync('promtool', ['check', 'rules', path], { encoding: 'utf8' });
    expect(stdout).toContain('SUCCESS');
  });

  it('sees each fire at 1.1 times its factor, and stay silent at 0.9 and when the short window is over', () => {
    const tests = Object.entries(pairs).flatMap(([long, [short, factor]]) => {
      const rule = burns.find(({ labels }) => labels['slo'] === 'orders' && labels['window'] === long);
      const test = (times: readonly [long: number, short: number], isFiring: boolean) => {
        const burn = times.map((each) => each * factor * 0.001);
        const firing = {
          exp_labels: { ...rule?.labels, namespace: 'n', app: 'shop' },
          exp_annotations: textsOf(rule, times[0] * factor),
        };
        return {
          name: `${long} at ${times.join(' and ')}`,
          interval: '15m',
          input_series: recordedRatios('orders', { [long]: burn[0] ?? 0, [short]: burn[1] ?? 0 }),
          alert_rule_test: [
            { eval_time: '6h', alertname: rule?.alert, exp_alerts: isFiring ? [firing] : [] },
          ],
        };
      };
      return [test([1.1, 1.1], true), test([0.9, 0.9], false), test([1.1, 0], false), test([0.9, 5], false)];
    });
    const rule_files = [join(folder, 'alert-rules.yaml')];
    expect(tests.length).toBe(16);
    expect(promtool({ rule_files, evaluation_interval: '15m', tests })).toContain('SUCCESS');
  });

  const app = 'namespace="n", app="shop", pod="a"';
  const handled = (code: string, method = 'POST./orders') =>
    `ego_server_handle_total{${app}, type="http", method="${method}", uniform_code="${code}"}`;
  const bucket = (le: string) =>
    `ego_server_handle_seconds_bucket{${app}, type="http", method="m", le="${le}"}`;
  const ratio = (slo: string, window: string) =>
    `namespace_app:slo_bad_requests:ratio_rate${window}{slo="${slo}"}`;
  const labels = (slo: string, window: string) =>
    `namespace_app:slo_bad_requests:ratio_rate${window}{namespace="n", app="shop", slo="${slo}"}`;

  it.each([
    [
      'weighs a busy time more than a quiet one',
      // An hour of one request a minute, all failed; then an hour of 99 a minute, none failed.
      { [handled('500')]: '0+1x60 60x60', [handled('200')]: '0x60 0+99x60' },
      [{ expr: ratio('orders', '2h'), slo: 'orders', window: '2h', value: 0.011 }],
    ],
    [
      'is about the methods it names only',
      { [handled('500', 'GET./')]: '0+60x120', [handled('200')]: '0+60x120' },
      [{ expr: ratio('orders', '1h'), slo: 'orders', window: '1h', value: 0 }],
    ],
    [
      'counts what is slower than its bucket, however Go spells that',
      { [bucket('1.0')]: '0+45x120', [bucket('+Inf')]: '0+60x120' },
      [{ expr: ratio('fast', '1h'), slo: 'fast', window: '1h', value: 0.25 }],
    ],
    [
      'is not poisoned by a time without requests',
      { [handled('500')]: '0+6x60 360x60', [handled('200')]: '0+54x60 3240x60' },
      [
        { expr: ratio('orders', '6h'), slo: 'orders', window: '6h', value: 0.1 },
        { expr: ratio('orders', '5m'), slo: 'orders', window: '5m', value: undefined },
      ],
    ],
  ])('finds that the share of bad requests %s', (_, series, samples) => {
    const output = promtool({
      rule_files: [join(folder, 'recording-rules.yaml')],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: samples.map(({ expr, slo, window, value }) => ({
            expr: `round(${expr}, 0.001)`,
            eval_time: '119m',
            exp_samples:
              value === undefined ? [] : [{ labels: labels(slo, window).replace(/^[^{]+/, ''), value }],
          })),
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });

  it('sees a promise that is not measured any more after an hour, and not before', () => {
    const rule = alerts.find(
      ({ alert, labels: own }) => alert === 'SloUnmeasured' && own['slo'] === 'orders',
    );
    const firing = [
      { exp_labels: { ...rule?.labels, namespace: 'n', app: 'shop' }, exp_annotations: textsOf(rule, 0) },
    ];
    const output = promtool({
      rule_files: [join(folder, 'alert-rules.yaml')],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: [
            {
              series: `namespace_app:slo_requests:rate5m{namespace="n", app="shop", slo="orders"}`,
              values: '1x10 stale',
            },
          ],
          alert_rule_test: [
            { eval_time: '70m', alertname: 'SloUnmeasured' },
            { eval_time: '72m', alertname: 'SloUnmeasured', exp_alerts: firing },
          ],
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });
});

/** The texts of a rule as Prometheus fills them in. */
function textsOf(rule: Rule | undefined, burn: number): Record<string, string> {
  const percentage = `${Number((burn * 0.1).toPrecision(4))}%`;
  const fill = (text: string) =>
    text
      .replaceAll('{{ $labels.app }}', 'shop')
      .replaceAll('{{ $labels.namespace }}', 'n')
      .replaceAll('{{ $value | humanizePercentage }}', percentage);
  return Object.fromEntries(Object.entries(rule?.annotations ?? {}).map(([key, text]) => [key, fill(text)]));
}

describe('a promise that could not be measured', () => {
  it.each([
    ['a latency without its bucket', [{ name: 'a', kind: 'latency', objective: 99 }], 'one of the buckets'],
    [
      'a latency between buckets',
      [{ name: 'a', kind: 'latency', objective: 99, thresholdSeconds: 0.3 }],
      '`thresholdSeconds` is 0.3',
    ],
    ['no objective', [{ name: 'a', kind: 'availability', objective: 100 }], 'between 0 and 100'],
    [
      'an operation of a client',
      [{ name: 'a', kind: 'availability', objective: 99, operation: 'sql.client.query' }],
      'no server of this service',
    ],
    [
      'the time of a stream',
      [{ name: 'a', kind: 'latency', objective: 99, thresholdSeconds: 1, operation: 'grpc.server.stream' }],
      'the time of a stream',
    ],
    [
      'a threshold for availability',
      [{ name: 'a', kind: 'availability', objective: 99, thresholdSeconds: 1 }],
      'is for `latency`',
    ],
    [
      'a name that stands twice',
      [
        { name: 'a', kind: 'availability', objective: 99 },
        { name: 'a', kind: 'availability', objective: 98 },
      ],
      'declared twice',
    ],
  ] satisfies [string, SloConfig[], string][])('is refused: %s', (_, promises, reason) => {
    expect(() => generateFor(promises)).toThrow(reason);
    expect(() => generateFor(promises)).toThrow('TRI_GENERATE_INVALID_SLO');
  });
});
