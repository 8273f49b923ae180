import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createDefiners,
  defineCounter,
  defineGauge,
  defineHistogram,
} from '../../src/catalog/define-metric.js';
import type { CheckedName, MetricDefinition, NameProblem } from '../../src/catalog/metric-definition.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from '../../src/metrics/index.js';

type IsAccepted<Name extends string, Type extends string, Prefix extends string = 'custom_'> =
  CheckedName<Name, Type, Prefix> extends NameProblem<string> ? false : true;

/** What a caller sees while it types; none of it runs. */
function typed<Handle>(use: (handle: Handle) => void): void {
  expectTypeOf(use).toBeFunction();
}

describe('names of metrics, for the compiler', () => {
  it('are accepted by type', () => {
    expectTypeOf<IsAccepted<'custom_orders_created_total', 'counter'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_2fa_total', 'counter'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_queue_bytes', 'gauge'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_age_seconds', 'gauge'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_hit_ratio', 'gauge'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_release_info', 'gauge'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'custom_wait_seconds', 'histogram'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<'shop_wait_seconds', 'histogram', 'shop_'>>().toEqualTypeOf<true>();
    expectTypeOf<IsAccepted<string, 'counter'>>().toEqualTypeOf<true>();
  });

  it('are refused by type', () => {
    expectTypeOf<IsAccepted<'orders_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'ego_orders_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders_seconds', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_Orders_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders-made_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_órdenes_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders__total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders_total_', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_order_counter_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_wait_ms_seconds', 'histogram'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_sent_kilobytes_total', 'counter'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders_total', 'gauge'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_orders_info', 'histogram'>>().toEqualTypeOf<false>();
    expectTypeOf<IsAccepted<'custom_wait_seconds', 'histogram', 'shop_'>>().toEqualTypeOf<false>();
  });

  it('say what is wrong with them', () => {
    expectTypeOf<CheckedName<'orders_total', 'counter'>>().toEqualTypeOf<
      NameProblem<'A metric of a service starts with custom_.'>
    >();
    expectTypeOf<CheckedName<'custom_x', 'counter'>>().toEqualTypeOf<
      NameProblem<'The name of a counter ends in _total.'>
    >();
  });

  it.each([
    // @ts-expect-error the prefix is missing
    { name: 'a name without the prefix', define: () => defineCounter({ name: 'orders_total', help: 'x' }) },
    // @ts-expect-error the suffix is missing
    { name: 'a counter without `_total`', define: () => defineCounter({ name: 'custom_orders', help: 'x' }) },
    // @ts-expect-error the suffix is a counter's
    { name: 'a gauge with `_total`', define: () => defineGauge({ name: 'custom_orders_total', help: 'x' }) },
    // @ts-expect-error the suffix is no unit
    { name: 'a histogram without unit', define: () => defineHistogram({ name: 'custom_wait', help: 'x' }) },
    // @ts-expect-error the case is wrong
    { name: 'camel case', define: () => defineCounter({ name: 'custom_newOrders_total', help: 'x' }) },
    { name: 'no help', define: () => defineCounter({ name: 'custom_orders_total', help: ' ' }) },
    {
      name: 'bad buckets',
      define: () => defineHistogram({ name: 'custom_a_seconds', help: 'x', buckets: [2, 1] }),
    },
    {
      name: 'a label of the target',
      define: () => defineCounter({ name: 'custom_orders_total', help: 'x', labels: { pod: { budget: 1 } } }),
    },
  ])('do not define $name at run time either', ({ define }) => {
    expect(define).toThrow(/TRI_CATALOG_INVALID_METRIC/);
  });

  it('follow the prefix of a team', () => {
    const team = createDefiners({ userPrefix: 'shop_' });
    const definition = team.defineCounter({ name: 'shop_orders_total', help: 'Orders.' });
    expectTypeOf(definition.name).toEqualTypeOf<'shop_orders_total'>();
    // @ts-expect-error the prefix is another team's
    expect(() => team.defineCounter({ name: 'custom_orders_total', help: 'x' })).toThrow(/shop_/);
  });
});

describe('handles of metrics, for the compiler', () => {
  const _orders = defineCounter({
    name: 'custom_orders_total',
    help: 'Orders.',
    labels: { channel: ['web', 'app'], peer: { budget: 10 } },
  });
  type LabelsOf<Definition> =
    Definition extends MetricDefinition<infer _Type, string, infer Labels> ? Labels : never;
  type Orders = LabelsOf<typeof _orders>;

  it('take the declared labels and values only', () => {
    typed<CounterHandle<Orders>>((counter) => {
      counter.inc({ channel: 'web', peer: 'anybody' });
      counter.inc({ channel: 'app', peer: 'anybody' }, 2);
      counter.with({ channel: 'app', peer: 'anybody' }).inc();
      // @ts-expect-error the value is not in the list
      counter.inc({ channel: 'fax', peer: 'anybody' });
      // @ts-expect-error the label is not declared
      counter.inc({ channel: 'web', peer: 'anybody', method: 'GET' });
      // @ts-expect-error a label is missing
      counter.inc({ channel: 'web' });
      // @ts-expect-error the labels are missing
      counter.inc(2);
      // @ts-expect-error the increment is no number
      counter.inc({ channel: 'web', peer: 'anybody' }, '2');
    });
  });

  it('take no labels when none are declared', () => {
    typed<CounterHandle<{}>>((counter) => {
      counter.inc();
      counter.inc(2);
      // @ts-expect-error there are no labels
      counter.inc({ channel: 'web' }, 2);
    });
    typed<GaugeHandle<{}>>((gauge) => {
      gauge.set(1);
      gauge.dec();
      // @ts-expect-error the value is missing
      gauge.set();
    });
  });

  it('have timers that tell seconds', () => {
    typed<HistogramHandle<Orders>>((histogram) => {
      expectTypeOf(histogram.timer({ channel: 'web', peer: '' })).toEqualTypeOf<() => number>();
      histogram.with({ channel: 'web', peer: '' }).observe(1, 'trace');
      // @ts-expect-error the labels are missing
      histogram.timer();
    });
  });
});
