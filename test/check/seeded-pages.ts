/** A page of metrics without any fault. */
export const goodPage = `# HELP custom_orders_created_total Orders that were created.
# TYPE custom_orders_created_total counter
custom_orders_created_total{channel="web"} 12
custom_orders_created_total{channel="app"} 3 1700000000000
# HELP custom_queue_bytes Bytes that wait.
# TYPE custom_queue_bytes gauge
custom_queue_bytes -1.5e3
# HELP custom_handle_seconds Time it took, with a \\\\ and a \\n.
# TYPE custom_handle_seconds histogram
custom_handle_seconds_bucket{le="0.1"} 1
custom_handle_seconds_bucket{le="1"} 4
custom_handle_seconds_bucket{le="+Inf"} 5
custom_handle_seconds_sum 2.5
custom_handle_seconds_count 5
# HELP custom_wait_seconds Time it waited.
# TYPE custom_wait_seconds summary
custom_wait_seconds{quantile="0.5"} NaN
custom_wait_seconds{quantile="0.9"} 0.2
custom_wait_seconds_sum 1
custom_wait_seconds_count 5
# HELP custom_build_info What this is.
# TYPE custom_build_info gauge
custom_build_info{revision="a\\"b\\\\c\\nd",note=""} 1
# HELP nodejs_version_info Node.js version info.
# TYPE nodejs_version_info gauge
nodejs_version_info{version="v20.19.0",major="20"} 1
`;

/** A page of OpenMetrics without any fault. */
export const goodOpenMetricsPage = `# TYPE custom_orders_created counter
# HELP custom_orders_created Orders that were created.
custom_orders_created_total{channel="web"} 12 # {tid="0af7651916cd43dd8448eb211c80319c"} 1 1700000000.5
custom_orders_created_created{channel="web"} 1700000000.123
# TYPE custom_handle_seconds histogram
# UNIT custom_handle_seconds seconds
# HELP custom_handle_seconds Time it took, with a \\" and a \\n.
custom_handle_seconds_bucket{le="0.1"} 1 # {tid="a"} 0.05
custom_handle_seconds_bucket{le="+Inf"} 5
custom_handle_seconds_sum 2.5
custom_handle_seconds_count 5
# TYPE custom_build info
# HELP custom_build What this is.
custom_build_info{revision="a"} 1
# TYPE custom_mode_ratio stateset
# HELP custom_mode_ratio Mode it is in.
custom_mode_ratio{custom_mode_ratio="on"} 1
custom_mode_ratio{custom_mode_ratio="off"} 0
# EOF
`;

/** A fault that is put into the good page, and the policy that finds it. */
export interface Seed {
  readonly name: string;
  readonly policy: string;
  readonly page: string;
}

function replace(name: string, policy: string, from: string, to: string): Seed {
  if (!goodPage.includes(from)) throw new Error(`The good page has no \`${from}\`.`);
  return { name, policy, page: goodPage.replace(from, to) };
}

function append(name: string, policy: string, lines: string): Seed {
  return { name, policy, page: `${goodPage}${lines}\n` };
}

/** Adds a metric of one sample whose name alone is wrong. */
function named(metric: string, type: string, policy: string): Seed {
  const sample =
    type === 'histogram'
      ? `${metric}_bucket{le="+Inf"} 1\n${metric}_sum 1\n${metric}_count 1`
      : `${metric} 1`;
  return append(`${type} ${metric}`, policy, `# HELP ${metric} Text.\n# TYPE ${metric} ${type}\n${sample}`);
}

const syntaxLines: readonly (readonly [name: string, line: string])[] = [
  ['a name that starts with a digit', '1custom_total 1'],
  ['a name with a dash', 'custom-x_total 1'],
  ['a name with a dot', 'custom.x_total 1'],
  ['a line of words', 'this is no metric'],
  ['a value in words', 'custom_x_bytes many'],
  ['a value with a comma', 'custom_x_bytes 1,5'],
  ['a value with a unit', 'custom_x_bytes 5ms'],
  ['a hexadecimal value', 'custom_x_bytes 0x1p-2'],
  ['a value beyond 64 bits', 'custom_x_bytes 1e999'],
  ['no value', 'custom_x_bytes'],
  ['no value after labels', 'custom_x_bytes{a="b"}'],
  ['a timestamp in seconds', 'custom_x_bytes 1 1700000000.5'],
  ['a timestamp in words', 'custom_x_bytes 1 now'],
  ['text after the timestamp', 'custom_x_bytes 1 1700000000000 x'],
  ['a blank after the value', 'custom_x_bytes 1 '],
  ['a blank after the timestamp', 'custom_x_bytes 1 1700000000000\t'],
  ['a label without quotes', 'custom_x_bytes{a=b} 1'],
  ['a label in single quotes', "custom_x_bytes{a='b'} 1"],
  ['a label without a value', 'custom_x_bytes{a} 1'],
  ['a label that starts with a digit', 'custom_x_bytes{1a="b"} 1'],
  ['a label with a dash', 'custom_x_bytes{a-b="c"} 1'],
  ['labels without a comma', 'custom_x_bytes{a="b" c="d"} 1'],
  ['labels with two commas', 'custom_x_bytes{a="b",,c="d"} 1'],
  ['labels that are not closed', 'custom_x_bytes{a="b" 1'],
  ['a label value that is not closed', 'custom_x_bytes{a="b} 1'],
  ['labels closed twice', 'custom_x_bytes{a="b"}} 1'],
  ['an unknown escape', 'custom_x_bytes{a="\\x"} 1'],
  ['an escaped tab', 'custom_x_bytes{a="\\t"} 1'],
  ['a lone colon', 'custom_x_bytes : 1'],
  ['an equals sign', 'custom_x_bytes = 1'],
  ['a HELP of a bad name', '# HELP 1x Text.'],
  ['a TYPE of a bad name', '# TYPE custom-x counter'],
  ['a HELP with an unknown escape', '# HELP custom_x_bytes A \\d.\ncustom_x_bytes 1'],
];

const badNames: readonly (readonly [metric: string, type: string, policy: string])[] = [
  ['custom_requests', 'counter', 'metric-unit'],
  ['custom_used_total', 'gauge', 'metric-unit'],
  ['custom_used_total', 'histogram', 'metric-unit'],
  ['custom_latency_milliseconds', 'gauge', 'metric-unit'],
  ['custom_latency_ms', 'gauge', 'metric-unit'],
  ['custom_cache_kilobytes', 'gauge', 'metric-unit'],
  ['custom_cache_mebibytes', 'gauge', 'metric-unit'],
  ['custom_idle_minutes', 'gauge', 'metric-unit'],
  ['custom_cpu_percent', 'gauge', 'metric-unit'],
  ['custom_room_fahrenheit', 'gauge', 'metric-base-unit'],
  ['custom_heat_calories_total', 'counter', 'metric-base-unit'],
  ['custom_way_kilometers_total', 'counter', 'metric-base-unit'],
  ['custom_way_miles_total', 'counter', 'metric-base-unit'],
  ['custom_load_kilograms_total', 'counter', 'metric-base-unit'],
  ['custom_m_total', 'counter', 'metric-base-unit'],
  ['custom_h_total', 'counter', 'metric-base-unit'],
  ['custom_gauge_bytes', 'gauge', 'metric-name'],
  ['custom_counter_total', 'counter', 'metric-name'],
  ['custom_histogram_seconds', 'histogram', 'metric-name'],
  ['custom_ordersCreated_total', 'counter', 'metric-name'],
  ['custom:orders_total', 'counter', 'metric-name'],
  ['custom_Orders_total', 'counter', 'metric-name'],
  ['custom_items_count', 'gauge', 'exposition-type'],
  ['custom_items_sum', 'gauge', 'exposition-type'],
  ['custom_items_bucket', 'gauge', 'exposition-type'],
  ['orders_total', 'counter', 'metric-prefix'],
];

const histogram = (lines: string) =>
  `# HELP custom_x_seconds Text.\n# TYPE custom_x_seconds histogram\n${lines}`;
const buckets = (...counts: readonly (readonly [le: string, count: string])[]) =>
  counts.map(([le, count]) => `custom_x_seconds_bucket{le="${le}"} ${count}`).join('\n');
const totals = (count: number) => `custom_x_seconds_sum 1\ncustom_x_seconds_count ${count}`;
const counter = (sample: string) => `# HELP custom_x_total Text.\n# TYPE custom_x_total counter\n${sample}`;

/** Pages in the Prometheus text format with one fault each. */
export const seeds: readonly Seed[] = [
  ...syntaxLines.map(([name, line]) => append(name, 'exposition-syntax', line)),
  ...badNames.map(([metric, type, policy]) => named(metric, type, policy)),
  ...[
    'custom_orders_created_total',
    'custom_queue_bytes',
    'custom_handle_seconds',
    'custom_build_info',
  ].flatMap((metric) => {
    const help = new RegExp(`# HELP ${metric} (.*)\n`);
    const type = new RegExp(`# TYPE ${metric} (.*)\n`);
    return [
      { name: `no HELP of ${metric}`, policy: 'metric-help', page: goodPage.replace(help, '') },
      {
        name: `empty HELP of ${metric}`,
        policy: 'metric-help',
        page: goodPage.replace(help, `# HELP ${metric}\n`),
      },
      {
        name: `HELP of ${metric} twice`,
        policy: 'exposition-metadata',
        page: goodPage.replace(help, '$&$&'),
      },
      {
        name: `TYPE of ${metric} twice`,
        policy: 'exposition-metadata',
        page: goodPage.replace(type, '$&$&'),
      },
      {
        name: `unknown TYPE of ${metric}`,
        policy: 'exposition-metadata',
        page: goodPage.replace(type, `# TYPE ${metric} number\n`),
      },
    ];
  }),
  replace('a blank after the TYPE', 'exposition-metadata', 'total counter', 'total counter '),
  append(
    'TYPE after the sample',
    'exposition-metadata',
    'custom_x_bytes 1\n# HELP custom_x_bytes Text.\n# TYPE custom_x_bytes gauge',
  ),
  replace('camelCase label', 'metric-labels', '{channel="web"}', '{salesChannel="web"}'),
  replace('label of the target', 'metric-labels', '{channel="web"}', '{instance="web"}'),
  replace('label with two underscores', 'metric-labels', '{channel="web"}', '{__channel="web"}'),
  replace('label __name__', 'metric-labels', '{channel="web"}', '{__name__="web"}'),
  replace('le on a counter', 'exposition-type', '{channel="web"}', '{le="1"}'),
  replace(
    'quantile on a gauge',
    'exposition-type',
    'custom_queue_bytes -1.5e3',
    'custom_queue_bytes{quantile="0.5"} 1',
  ),
  replace('bucket without le', 'exposition-type', '_bucket{le="0.1"}', '_bucket'),
  replace('summary without quantile', 'exposition-type', '{quantile="0.5"}', ''),
  replace(
    'duplicate series',
    'exposition-series',
    'custom_queue_bytes -1.5e3',
    'custom_queue_bytes 1\ncustom_queue_bytes 2',
  ),
  append(
    'duplicate series in another order',
    'exposition-series',
    counter('custom_x_total{a="1",b="2"} 1\ncustom_x_total{b="2",a="1"} 1'),
  ),
  replace('label twice in a series', 'exposition-series', '{channel="web"}', '{channel="web",channel="app"}'),
  append('family that goes on later', 'exposition-series', 'custom_orders_created_total{channel="kiosk"} 1'),
  append('bucket that goes on later', 'exposition-series', 'custom_handle_seconds_bucket{a="b",le="+Inf"} 1'),
  append('NaN counter', 'exposition-value', counter('custom_x_total NaN')),
  append('negative counter', 'exposition-value', counter('custom_x_total -1')),
  append('infinite counter', 'exposition-value', counter('custom_x_total +Inf')),
  replace('NaN sum', 'exposition-value', 'custom_handle_seconds_sum 2.5', 'custom_handle_seconds_sum NaN'),
  replace('negative sum', 'exposition-value', 'custom_wait_seconds_sum 1', 'custom_wait_seconds_sum -1'),
  replace('info that is not 1', 'exposition-value', ',note=""} 1', ',note=""} 7'),
  replace('quantile above 1', 'exposition-value', 'quantile="0.9"', 'quantile="90"'),
  append(
    'buckets out of order',
    'exposition-histogram',
    histogram(`${buckets(['1', '1'], ['0.5', '1'], ['+Inf', '1'])}\n${totals(1)}`),
  ),
  append(
    'buckets that fall',
    'exposition-histogram',
    histogram(`${buckets(['0.5', '3'], ['1', '2'], ['+Inf', '3'])}\n${totals(3)}`),
  ),
  append('no +Inf', 'exposition-histogram', histogram(`${buckets(['0.5', '1'], ['1', '2'])}\n${totals(2)}`)),
  append(
    'count that is not +Inf',
    'exposition-histogram',
    histogram(`${buckets(['1', '1'], ['+Inf', '2'])}\n${totals(3)}`),
  ),
  append(
    'no count',
    'exposition-histogram',
    histogram(`${buckets(['1', '1'], ['+Inf', '2'])}\ncustom_x_seconds_sum 1`),
  ),
  append(
    'no sum',
    'exposition-histogram',
    histogram(`${buckets(['1', '1'], ['+Inf', '2'])}\ncustom_x_seconds_count 2`),
  ),
  append(
    'bound that is no number',
    'exposition-histogram',
    histogram(`${buckets(['slow', '1'], ['+Inf', '2'])}\n${totals(2)}`),
  ),
  append(
    'counter named as a count',
    'exposition-type',
    '# HELP custom_handle_seconds_count Text.\n# TYPE custom_handle_seconds_count counter\ncustom_handle_seconds_count{a="b"} 1',
  ),
  append('exemplar', 'exposition-exemplar', counter('custom_x_total 1 # {tid="a"} 1')),
  { name: 'no final newline', policy: 'exposition-syntax', page: goodPage.slice(0, -1) },
  { name: 'CRLF', policy: 'exposition-syntax', page: goodPage.replaceAll('\n', '\r\n') },
  { name: 'byte order mark', policy: 'exposition-syntax', page: `\ufeff${goodPage}` },
  { name: 'empty page', policy: 'exposition-syntax', page: '' },
  { name: 'page of comments', policy: 'exposition-syntax', page: '# nothing\n' },
];
