import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateSignals } from '../../src/generate/signals.js';
import type { Signal } from '../../src/generate/signals/signal.js';
import { describeWith } from '../support/programs.js';

const catalog = createServiceCatalog({ service: { name: 'shop' } }, []);
const signals: Record<string, Signal> = Object.assign({}, ...Object.values(generateSignals(catalog)));

const target = 'namespace="n", app="shop", version="pro", instance="i", pod="p"';
const handled = (rest: string) => `ego_server_handle_total{${target}, type="http", method="GET./", ${rest}}`;
const ok = { [handled('uniform_code="200"')]: '0+60x20' };
const failing = { [handled('uniform_code="500"')]: '0+20x20' };
const buckets = (pod: string, le: string) =>
  `ego_server_handle_seconds_bucket{${target.replace('"p"', `"${pod}"`)}, type="http", method="GET./", le="${le}"}`;
const client = (type: string, code: string) =>
  `ego_client_handle_total{${target}, type="${type}", name="c", method="m", code="${code}"}`;
const stats = (index: string) =>
  `ego_client_stats_gauge{${target}, type="gorm", name="pg", index="${index}"}`;

interface Story {
  readonly signal: string;
  readonly series: Readonly<Record<string, string>>;
  /** Labels as PromQL prints them → value after 20 minutes. */
  readonly values: Readonly<Record<string, number>>;
}

const stories: Readonly<Record<string, Story>> = {
  'availability falls with every request that fails': {
    signal: 'overviewAvailability',
    series: { ...ok, ...failing },
    values: { '{}': 0.75 },
  },
  'availability is whole while nothing fails': {
    signal: 'overviewAvailability',
    series: ok,
    values: { '{}': 1 },
  },
  'availability is unknown while nothing happens': {
    signal: 'overviewAvailability',
    series: { [handled('uniform_code="200"')]: '7x20' },
    values: {},
  },
  'a refused request is an error but not a failure': {
    signal: 'httpServerErrorRatio',
    series: { ...ok, [handled('uniform_code="404"')]: '0+60x20' },
    values: { '{method="GET./"}': 0 },
  },
  'quantiles of two instances come from their buckets together, not from an average': {
    signal: 'overviewLatencyP99',
    series: {
      [buckets('a', '1')]: '0+60x20',
      [buckets('a', '2')]: '0+60x20',
      [buckets('a', '+Inf')]: '0+60x20',
      [buckets('b', '1')]: '0x20',
      [buckets('b', '2')]: '0+60x20',
      [buckets('b', '+Inf')]: '0+60x20',
    },
    values: { '{}': 1.98 },
  },
  'requests are in flight before the first one ends': {
    signal: 'overviewInFlight',
    series: { [`ego_server_started_total{${target}, type="http"}`]: '3x20' },
    values: { '{}': 3 },
  },
  'a query that fails counts against its client': {
    signal: 'sqlClientErrors',
    series: { [client('gorm', 'OK')]: '0+60x20', [client('gorm', 'Error')]: '0+20x20' },
    values: { '{method="m", name="c"}': 0.25 },
  },
  'a call that timed out counts against its client, one that found nothing does not': {
    signal: 'grpcClientErrors',
    series: { [client('unary', 'NotFound')]: '0+60x20', [client('unary', 'DeadlineExceeded')]: '0+20x20' },
    values: { '{method="m", name="c"}': 0.25 },
  },
  'a created resource is no failed HTTP call, a missing answer is': {
    signal: 'httpClientErrors',
    series: { [client('http', 'Created')]: '0+60x20', [client('http', 'biz error')]: '0+20x20' },
    values: { '{method="m", name="c"}': 0.25 },
  },
  'a pool of which all is in use is full': {
    signal: 'poolUsage',
    series: { [stats('in_use')]: '10x20', [stats('max_open_connections')]: '10x20' },
    values: { '{name="pg", pod="p"}': 1 },
  },
  'a Go service fills the columns of versions with its own labels': {
    signal: 'instances',
    series: {
      [`ego_build_info{${target}, enable="true", ego_version="v1.2", go_version="go1.22", app_version="3"}`]:
        '5x20',
    },
    values: {
      '{app_version="3", enable="true", framework_version="v1.2", instance="i", namespace="n", pod="p", runtime_version="go1.22", version="pro"}': 5,
    },
  },
  'Go and Node.js services stand side by side in the panels of processes': {
    signal: 'processHeap',
    series: {
      [`nodejs_heap_size_used_bytes{${target}}`]: '100x20',
      [`go_memstats_heap_inuse_bytes{${target.replace('"p"', '"go"')}}`]: '7x20',
    },
    values: { '{pod="p"}': 100, '{pod="go"}': 7 },
  },
  'a Go server answers under the same methods, and its requests add up with those of Node.js': {
    signal: 'httpServerRate',
    series: {
      ...ok,
      [`ego_server_handle_total{${target.replace('"p"', '"go"')}, type="http", method="GET./", peer="", code="OK", uniform_code="200", rpc_service="shop.example"}`]:
        '0+120x20',
    },
    values: { '{method="GET./"}': 3 },
  },
  'a Go server of before v0.6.12, which has no uniform code, breaks nothing': {
    signal: 'httpServerAvailability',
    series: {
      ...ok,
      ...failing,
      [`ego_server_handle_total{${target.replace('"p"', '"go"')}, type="http", method="GET./", peer="", code="OK"}`]:
        '0+80x20',
    },
    values: { '{}': 0.875 },
  },
  'buckets of Go, which spells 1 as 1.0 to some readers, are one bucket with ours': {
    signal: 'overviewLatencyP99',
    series: {
      [buckets('a', '1')]: '0+60x20',
      [buckets('a', '+Inf')]: '0+60x20',
      [buckets('go', '1.0')]: '0+60x20',
      [buckets('go', '+Inf')]: '0+60x20',
    },
    values: { '{}': 0.99 },
  },
  'a Go job that only says when it begins is not taken for one that runs for ever': {
    signal: 'jobRunning',
    series: {
      [`ego_job_handle_total{${target}, type="cron", name="go", code="begin"}`]: '0+1x20',
      [`ego_job_handle_total{${target}, type="cron", name="node", code="begin"}`]: '0+1x20',
      [`ego_job_handle_total{${target}, type="cron", name="node", code="ok"}`]: '0+1x19 19',
    },
    values: { '{name="node"}': 1 },
  },
  'no breaker is open where there is none': {
    signal: 'breakerOpen',
    series: { [`ego_build_info{${target}}`]: '1x20' },
    values: { '{}': 0 },
  },
  'nothing lost is a zero, not a gap': {
    signal: 'telemetryLosses',
    series: { [`ego_build_info{${target}}`]: '1x20' },
    values: { '{}': 0 },
  },
};

function renderTest({ signal, series, values }: Story): string {
  const expr = (signals[signal]?.targets[0]?.expr ?? '')
    .replaceAll('$__rate_interval', '5m')
    .replace(/\$(?:namespace|app|version|instance|method)/g, '.*');
  const samples = Object.entries(values).map(([labels, value]) => ({ labels, value }));
  return JSON.stringify({
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, text]) => ({ series: name, values: text })),
        promql_expr_test: [{ expr, eval_time: '20m', exp_samples: samples }],
      },
    ],
  });
}

describeWith(['promtool'], 'the values of signals', () => {
  it.each(Object.entries(stories))('say that %s', (_, story) => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-values-'));
    writeFileSync(join(folder, 'test.json'), renderTest(story));
    const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'test.json')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(stderr + stdout).toContain('SUCCESS');
  });
});
