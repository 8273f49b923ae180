import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { metricDeclared } from '../../src/policies/metric-declared.js';

const table: [string, Parameters<typeof metricDeclared.check>[0], string[]][] = [
  ['a declared metric', { name: 'custom_orders_total', type: 'counter', declaredType: 'counter' }, []],
  ['a metric that is not declared', { name: 'custom_orders_total', type: 'counter' }, ['undeclared']],
  [
    'a metric of another type',
    { name: 'custom_orders_total', type: 'gauge', declaredType: 'counter' },
    ['wrongType'],
  ],
];

describe('metric-declared', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...metricDeclared.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('asks whether the nearest name was meant, or tells where to declare', () => {
    const hints = [{}, { near: 'custom_orders_total' }].map((near) => {
      const subject = { name: 'custom_order_total', type: 'counter', ...near };
      const [verdict] = metricDeclared.check(subject, defaultConventions);
      return verdict?.data?.['hint'];
    });
    expect(hints).toEqual([
      'declare it in a module that `metrics` of tricord.config lists',
      'did you mean `custom_orders_total`',
    ]);
  });
});
