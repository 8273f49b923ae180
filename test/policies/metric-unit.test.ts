import { describe, expect, it } from 'vitest';
import { resolveConventions } from '../../src/conventions.js';
import { metricUnit, type MetricType } from '../../src/policies/index.js';

const conventions = resolveConventions();
const table: [string, MetricType, string, string[]][] = [
  ['a counter', 'counter', 'custom_orders_total', []],
  ['a counter of bytes', 'counter', 'custom_sent_bytes_total', []],
  ['a counter without `_total`', 'counter', 'custom_orders', ['missingTotal']],
  ['a counter that ends in `total` without underscore', 'counter', 'custom_orderstotal', ['missingTotal']],
  ['a gauge of seconds', 'gauge', 'custom_age_seconds', []],
  ['a gauge of a ratio', 'gauge', 'custom_fill_ratio', []],
  ['an info gauge', 'gauge', 'custom_build_info', []],
  ['an info histogram', 'histogram', 'custom_build_info', ['infoOnCounter']],
  ['a gauge with `_total`', 'gauge', 'custom_orders_total', ['unexpectedTotal']],
  ['a summary with `_total`', 'summary', 'custom_orders_total', ['unexpectedTotal']],
  ['a gauge without unit', 'gauge', 'custom_queue_size', ['missingUnit']],
  ['an untyped metric without unit', 'untyped', 'custom_queue_size', []],
  ['an untyped metric in a scaled unit', 'untyped', 'custom_wait_ms', ['scaledUnit']],
  ['milliseconds', 'histogram', 'custom_wait_milliseconds', ['scaledUnit', 'missingUnit']],
  ['mebibytes, which promlint misspells', 'gauge', 'custom_heap_mebibytes', ['scaledUnit', 'missingUnit']],
  ['percent', 'gauge', 'custom_cpu_percent_ratio', ['scaledUnit']],
  ['a scaled unit in the middle', 'counter', 'custom_ms_total', ['scaledUnit']],
  ['a first word that is a unit', 'counter', 'days_total', []],
  ['a word that inherited properties have too', 'counter', 'custom_constructor_total', []],
  ['a foreign metric', 'gauge', 'nodejs_eventloop_lag_ms', []],
];

describe('metric-unit', () => {
  it.each(table)('judges %s', (_case, type, name, problems) => {
    const verdicts = [...metricUnit.check({ name, type }, conventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it.each([
    ['gauge', '`_seconds`, `_bytes`, `_ratio`, `_info`'],
    ['histogram', '`_seconds`, `_bytes`, `_ratio`'],
  ] as const)('lists only what a %s may end in', (type, suffixes) => {
    const [verdict] = metricUnit.check({ name: 'custom_queue', type }, conventions);
    expect(verdict?.data?.['suffixes']).toBe(suffixes);
  });

  it('takes the list from the conventions', () => {
    const room = resolveConventions({ unitSuffixes: ['_celsius'] });
    expect([...metricUnit.check({ name: 'custom_room_celsius', type: 'gauge' }, room)]).toEqual([]);
    expect([...metricUnit.check({ name: 'custom_a_total', type: 'counter' }, room)]).toEqual([]);
  });
});
