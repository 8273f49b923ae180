import { describe, expect, it } from 'vitest';
import { defineCounter, defineHistogram } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { checkRules, findRecordedNames } from '../../src/check/check-rules.js';

const catalog = createServiceCatalog({ service: { name: 'orders' }, metrics: [] }, [
  defineCounter({ name: 'custom_orders_total', help: 'Orders.', labels: { channel: ['web', 'app'] } }),
  defineHistogram({ name: 'custom_wait_seconds', help: 'Wait.' }),
]);

const good = `groups:
  - name: orders
    interval: 30s
    rules:
      - record: app:custom_orders:rate5m
        expr: sum by (app) (rate(custom_orders_total[5m]))
      - alert: OrdersMissing
        expr: |
          app:custom_orders:rate5m == 0
            and on (app) up == 1
        for: 10m
        labels:
          severity: critical
        annotations:
          summary: No orders on {{ $labels.app }}.
          description: "{{ $labels.app }} has had none for 10 minutes, {{ $value }} a second."
          runbook_url: https://runbooks.example/orders-missing.md
`;

function lines(text: string, ...more: string[]): string[] {
  const files = [text, ...more].map((content, i) => ({ file: `rules-${i}.yaml`, text: content }));
  const [result] = checkRules(files, catalog);
  return (result?.problems ?? []).map(
    ({ policy, text: said, location }) => `${location?.line}:${location?.column} ${policy}: ${said}`,
  );
}

describe('checkRules', () => {
  it('finds nothing in good rules', () => {
    expect(lines(good)).toEqual([]);
    expect(checkRules([{ file: 'x', text: good }], catalog)[0]?.subjects).toBe(2);
  });

  it.each([
    [
      'an unknown metric',
      ['custom_orders_total', 'custom_order_total'],
      '6:34 query-metric: Nothing emits `custom_order_total`; did you mean `custom_orders_total`.',
    ],
    [
      'a histogram without suffix',
      ['custom_orders_total', 'custom_wait_seconds'],
      '6:34 query-metric: `custom_wait_seconds` is a histogram; its series are `custom_wait_seconds_bucket`, `custom_wait_seconds_sum`, `custom_wait_seconds_count`.',
    ],
    [
      'a metric in a block',
      ['up == 1', 'upp == 1'],
      '10:26 query-metric: Nothing emits `upp`; no catalog entry and no recording rule has this name.',
    ],
    [
      'a recording rule that is none',
      ['app:custom_orders:rate5m == 0', 'app:custom_orders:rate1m == 0'],
      '9:11 query-metric: Nothing emits `app:custom_orders:rate1m`; did you mean `app:custom_orders:rate5m`.',
    ],
    ['a missing bracket', ['[5m]))', '[5m])'], '6:15 query-syntax: The expression ends too early.'],
    [
      'a broken block',
      ['and on (app)', 'and on [app)'],
      '10:20 query-syntax: The expression does not parse at `[`.',
    ],
    [
      'an empty expression',
      ['expr: sum by (app) (rate(custom_orders_total[5m]))', 'expr: ""'],
      'query-syntax: The expression is empty.',
    ],
    [
      'no for',
      ['        for: 10m\n', ''],
      '7:16 alert-annotations: Alert `OrdersMissing` has no `for`, so one bad scrape wakes somebody.',
    ],
    [
      'no severity',
      ['severity: critical', 'team: orders'],
      'alert-annotations: Alert `OrdersMissing` has no label `severity`',
    ],
    [
      'an unknown severity',
      ['severity: critical', 'severity: fatal'],
      '13:21 alert-annotations: Severity of alert `OrdersMissing` is `fatal`; it is one of critical, warning, info.',
    ],
    ['no summary', ['summary:', 'title:'], 'has no annotation `summary`'],
    ['no description', ['description:', 'text:'], 'has no annotation `description`'],
    ['no runbook', ['runbook_url:', 'runbook:'], 'has no annotation `runbook_url`'],
    [
      'a runbook that is no URL',
      ['https://runbooks.example/orders-missing.md', 'TODO'],
      '17:24 alert-annotations: `runbook_url` of alert `OrdersMissing` is `TODO`',
    ],
    [
      'a name in snake_case',
      ['OrdersMissing', 'orders_missing'],
      '7:16 alert-annotations: Alert `orders_missing` is not named in CamelCase.',
    ],
    [
      'a dropped label',
      ['No orders on {{ $labels.app }}', 'No orders on {{ $labels.pod }}'],
      '15:44 alert-labels: Alert `OrdersMissing` prints label `pod`, which its expression drops; it keeps `app`.',
    ],
    [
      'a label that is aggregated away',
      ['app:custom_orders:rate5m == 0', 'sum without (app) (custom_orders_total)'],
      'alert-labels: Alert `OrdersMissing` prints label `app`, which its expression drops',
    ],
    [
      'a misspelt key',
      ['for: 10m', 'fro: 10m'],
      '11:9 rule-file: `fro` is no key of a rule; did you mean `for`.',
    ],
    [
      'a bad duration',
      ['for: 10m', 'for: 10 minutes'],
      '11:14 rule-file: `for` of `OrdersMissing` is `10 minutes`, which is no Prometheus duration such as `5m`.',
    ],
    [
      'no expression',
      ['expr: sum by (app) (rate(custom_orders_total[5m]))', 'for: 5m'],
      'rule-file: Rule `app:custom_orders:rate5m` has no `expr`.',
    ],
    [
      'both names',
      ['- alert: OrdersMissing', '- alert: OrdersMissing\n        record: x'],
      'rule-file: A rule has either `alert` or `record`; this one has both.',
    ],
    ['no name', ['- alert: OrdersMissing', '- alrt: OrdersMissing'], 'this one has neither'],
    [
      'a list where text is wanted',
      ['for: 10m', 'for: [10m]'],
      '11:14 rule-file: `for` is a list; it must be a text.',
    ],
    [
      'a key twice',
      ['for: 10m', 'for: 10m\n        for: 5m'],
      '12:9 rule-file: The file is not YAML that can be read: key `for` stands twice.',
    ],
    [
      'a bad record',
      ['record: app:custom_orders:rate5m', 'record: app-orders'],
      'rule-file: Rule `app-orders` records under a name that is no metric name.',
    ],
    ['no groups', [good, 'rules: []\n'], '1:1 rule-file: The file has no `groups`, so it holds no rules.'],
    ['broken YAML', ['interval: 30s', 'interval: [30s'], 'rule-file: The file is not YAML that can be read'],
    ['an empty file', [good, ''], 'rule-file: The file has no `groups`'],
  ])('finds %s', (_, [from = '', to = ''], expected) => {
    const text = good.replace(from, () => to);
    expect(text).not.toBe(good);
    expect(lines(text).join('\n')).toContain(expected);
  });

  it('knows what the other files record', () => {
    const [recording = '', alerting = ''] = good.split(/(?=      - alert)/);
    const other = `groups:\n  - name: alerts\n    rules:\n${alerting}`;
    expect(lines(other).join()).toContain('Nothing emits `app:custom_orders:rate5m`');
    expect(lines(other, recording)).toEqual([]);
    expect(findRecordedNames([{ file: 'x', text: good }])).toEqual(new Set(['app:custom_orders:rate5m']));
  });

  it('reads the rules of a PrometheusRule object', () => {
    const spec = good.replace(/^/gm, '  ').trimEnd();
    const object = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: x\nspec:\n${spec}\n`;
    expect(lines(object)).toEqual([]);
    expect(lines(object.replace('custom_orders_total', 'custom_x_total')).join()).toContain(
      'Nothing emits `custom_x_total`',
    );
  });

  it('follows anchors without copying them', () => {
    const text = good.replace('annotations:', 'annotations: &text').concat(`      - alert: Again
        expr: up == 0
        for: 1m
        labels: { severity: info }
        annotations: *text
`);
    expect(lines(text)).toEqual([]);
  });

  it.each([
    ['100,000 lists within each other', '['.repeat(100_000)],
    [
      'a bomb of aliases',
      `a: &a [x]\n${'bcdefghij'
        .split('')
        .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghij'[i]}`).join()}]`)
        .join('\n')}\ngroups: *j\n`,
    ],
    ['200,000 keys', Array.from({ length: 200_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['9 MB', 'x'.repeat(9 << 20)],
    ['NUL', 'groups: \0'],
    [
      'an expression of 100,000 parentheses',
      good.replace(
        'sum by (app) (rate(custom_orders_total[5m]))',
        `"${'('.repeat(30_000)}1${')'.repeat(30_000)}"`,
      ),
    ],
  ])('refuses %s within seconds of its own time', (_, text) => {
    const before = process.cpuUsage();
    expect(lines(text)).not.toEqual([]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(8);
  });
});
