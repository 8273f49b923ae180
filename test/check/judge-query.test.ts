import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { createQueryJudge } from '../../src/check/judge-query.js';
import { renderMessage } from '../../src/problem.js';

const catalog = createServiceCatalog({ service: { name: 'shop' }, metrics: ['./metrics.ts'] }, [
  defineCounter({ name: 'custom_orders_total', help: 'Orders.', labels: { channel: ['web', 'app'] } }),
  defineGauge({ name: 'custom_queue_bytes', help: 'Queue.' }),
  defineHistogram({ name: 'custom_wait_seconds', help: 'Wait.', labels: { channel: ['web', 'app'] } }),
]);
const { judge } = createQueryJudge({ catalog });

function findings(text: string): string[] {
  return judge(text).findings.map(({ policy, verdict, offset }) => {
    const part = verdict.part ?? '';
    expect(text.indexOf(part, offset)).toBeGreaterThanOrEqual(offset);
    return `${policy.id}: ${renderMessage(policy, verdict)}`;
  });
}

describe('createQueryJudge', () => {
  it.each([
    'sum by (channel, app) (rate(custom_orders_total{channel="web",namespace="shop",pod=~"a.*"}[5m]))',
    'histogram_quantile(0.99, sum by (le, channel) (rate(custom_wait_seconds_bucket{le!="+Inf"}[5m])))',
    'sum(rate(custom_wait_seconds_sum[5m])) / sum(rate(custom_wait_seconds_count[5m]))',
    'max(histogram_quantile(0.9, rate(custom_wait_seconds_bucket[5m])))',
    'deriv(custom_queue_bytes[1h]) > 0 unless on (app) custom_orders_total',
    'custom_queue_bytes * on (instance) group_left (version) ego_build_info',
    'absent(custom_orders_total{channel="web"})',
    'sum(ego_server_started_total) - sum(ego_server_handle_total)',
    'sum by (__variable_by) (rate(custom_orders_total[5m]))',
    'topk(__variable_top, rate(custom_orders_total[5m]))',
    '__variable_aggregation(rate(custom_orders_total[5m]))',
    'histogram_quantile(0.9, sum by (__variable_by) (rate(custom_wait_seconds_bucket[5m])))',
    'histogram_quantile(0.9, sum(rate(http_native_seconds[5m]))) or process_start_time_seconds{anything="x"}',
  ])('finds nothing in %s', (text) => {
    expect(findings(text).filter((line) => !line.includes('http_native_seconds'))).toEqual([]);
  });

  it.each([
    [
      'sum(rate(custom_order_total[5m]))',
      'query-metric: Nothing emits `custom_order_total`; did you mean `custom_orders_total`.',
    ],
    [
      'rate(custom_wait_seconds[5m])',
      'query-metric: `custom_wait_seconds` is a histogram; its series are `custom_wait_seconds_bucket`, `custom_wait_seconds_sum`, `custom_wait_seconds_count`.',
    ],
    [
      'rate(custom_orders_total{chanel="web"}[5m])',
      'query-label: Metric `custom_orders_total` has no label `chanel`; did you mean `channel`.',
    ],
    ['custom_queue_bytes{le="1"}', 'query-label: Metric `custom_queue_bytes` has no label `le`.'],
    [
      'sum by (chanel) (rate(custom_orders_total[5m]))',
      'query-label: `by` names label `chanel`, which no series there carries; did you mean `channel`.',
    ],
    [
      'sum by (channel) (sum by (app) (rate(custom_orders_total[5m])))',
      'query-label: `by` names label `channel`, which no series there carries.',
    ],
    [
      'custom_queue_bytes / on (channel) rate(custom_orders_total[5m])',
      'query-label: `on` names label `channel`, which no series there carries.',
    ],
    [
      'custom_queue_bytes * on (app) group_left (flavour) ego_build_info',
      'query-label: `group_left` names label `flavour`, which no series there carries.',
    ],
    [
      'rate(custom_queue_bytes[5m])',
      'query-rate: `rate` reads gauge `custom_queue_bytes`, and takes every fall for a restart; use `deriv`.',
    ],
    [
      'delta(custom_orders_total[5m])',
      'query-rate: `delta` reads counter `custom_orders_total`, and takes a restart for a fall; use `increase`.',
    ],
    [
      'sum(custom_orders_total) > 5',
      'query-counter: `custom_orders_total` is a counter, whose height says when the process started; read it by `rate` or `increase`.',
    ],
    [
      'histogram_quantile(0.9, sum(rate(custom_wait_seconds_bucket[5m])))',
      'query-quantile: `histogram_quantile` needs label `le`, which the aggregation in it drops; add it to `by`.',
    ],
    [
      'histogram_quantile(99, rate(custom_wait_seconds_bucket[5m]))',
      'query-quantile: `histogram_quantile` takes a quantile of 0 to 1, but this is 99.',
    ],
    [
      'histogram_quantile(0.9, rate(custom_wait_seconds_count[5m]))',
      'query-quantile: `histogram_quantile` reads `custom_wait_seconds_count`, which has no buckets.',
    ],
    [
      'avg(histogram_quantile(0.9, rate(custom_wait_seconds_bucket[5m])) * 1000)',
      'query-quantile: `avg` of quantiles is no quantile of anything; sum the buckets and compute it once.',
    ],
    [
      'avg(process_lag_seconds{quantile="0.9"})',
      'query-quantile: `avg` of quantiles is no quantile of anything; sum the buckets and compute it once.',
    ],
    [
      'rate(custom_orders_total)',
      'query-type: `rate` takes a range vector here, but this is an instant vector.',
    ],
    [
      'increased(custom_orders_total[5m])',
      'query-syntax: PromQL has no function `increased`; did you mean `increase`.',
    ],
    ['sum(custom_queue_bytes', 'query-syntax: The expression ends too early.'],
  ])('says of %s what is wrong', (text, expected) => {
    expect(findings(text)).toContain(expected);
  });
});
