import { describe, expect, it } from 'vitest';
import { resolveConventions } from '../../src/conventions.js';
import { metricPrefix } from '../../src/policies/index.js';
import { renderMessage } from '../../src/problem.js';

const conventions = resolveConventions();
const table = [
  ["a service's own metric", { name: 'custom_orders_total' }, []],
  ['a metric without prefix', { name: 'orders_total' }, ['missingPrefix']],
  ['a prefix without its underscore', { name: 'customorders_total' }, ['missingPrefix']],
  ['the namespace in the name of a service', { name: 'ego_orders_total' }, ['reservedNamespace']],
  ['the namespace in the name of the framework', { name: 'ego_build_info', origin: 'framework' }, []],
  ['a framework metric without namespace', { name: 'build_info', origin: 'framework' }, ['missingPrefix']],
  ['a foreign metric', { name: 'process_cpu_seconds_total' }, []],
] as const;

describe('metric-prefix', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...metricPrefix.check({ type: 'counter', ...subject }, conventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('points at the namespace and suggests the prefix in its place', () => {
    const [verdict] = metricPrefix.check({ name: 'ego_a_total', type: 'counter' }, conventions);
    expect(verdict).toMatchObject({ part: 'ego_', data: { suggestion: 'custom_a_total' } });
  });

  it('takes prefix and namespace from the conventions', () => {
    const shop = resolveConventions({ userPrefix: 'shop_', namespace: 'acme' });
    const [verdict] = metricPrefix.check({ name: 'acme_a_total', type: 'counter' }, shop);
    expect(verdict && renderMessage(metricPrefix, verdict)).toBe(
      'Metric name `acme_a_total` starts with `acme_`, which belongs to the framework; start it with `shop_`.',
    );
  });
});
