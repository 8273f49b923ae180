import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { metricName, toSnakeCase } from '../../src/policies/metric-name.js';

const table = [
  ['a snake_case name', 'custom_orders_total', []],
  ['a name of one letter', 'a', []],
  ['digits behind the first letter', 'custom_http2_5xx_total', []],
  ['camelCase', 'customOrders', ['notSnakeCase']],
  ['SCREAMING_CASE', 'CUSTOM_ORDERS', ['notSnakeCase']],
  ['a colon, which is for recording rules', 'custom:orders', ['notSnakeCase']],
  ['a double underscore', 'custom__orders', ['notSnakeCase']],
  ['an underscore at the end', 'custom_orders_', ['notSnakeCase']],
  ['a digit at the start', '5xx_total', ['notSnakeCase']],
  ['a line break', 'custom_orders\n', ['notSnakeCase']],
  ['an empty name', '', ['noWord']],
  ['a name without letters', '_42_', ['noWord']],
  ['a type word', 'custom_orders_counter_total', ['typeWord']],
  ['a word that only contains a type word', 'custom_encounters_total', []],
  ['the suffix of a histogram', 'custom_wait_bucket', ['generatedSuffix']],
  ['the suffix of a gauge histogram', 'custom_wait_gsum', ['generatedSuffix']],
  ['the suffix of a creation time', 'custom_wait_created', ['generatedSuffix']],
  ['a type word and a suffix', 'custom_gauge_count', ['typeWord', 'generatedSuffix']],
  ['a foreign name, whatever it looks like', 'nodejs_activeHandles_count', []],
] as const;

describe('metric-name', () => {
  it.each(table)('judges %s: %s', (_case, name, problems) => {
    const verdicts = [...metricName.check({ name, type: 'gauge' }, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it.each([
    ['customOrders', 'custom_orders'],
    ['HTTPRequestsTotal', 'http_requests_total'],
    ['custom--orders', 'custom_orders'],
    ['9lives', 'lives'],
    ['été', 't'],
    ['42', ''],
  ])('spells %s as %s', (name, spelling) => {
    expect(toSnakeCase(name)).toBe(spelling);
  });

  it('suggests names that pass, or says that there is none', () => {
    const runs = 10_000;
    let suggested = 0;
    const property = fc.property(
      fc.oneof(fc.string({ unit: fc.constantFrom(...'abzABZ019_-:. é\n') }), fc.string({ unit: 'binary' })),
      (name) => {
        for (const { message, data } of metricName.check({ name, type: 'gauge' }, defaultConventions)) {
          if (message !== 'notSnakeCase') continue;
          suggested += 1;
          const again = { name: String(data?.['suggestion']), type: 'gauge' } as const;
          const messages = [...metricName.check(again, defaultConventions)].map((verdict) => verdict.message);
          expect(messages).not.toContain('notSnakeCase');
          expect(messages).not.toContain('noWord');
        }
      },
    );
    fc.assert(property, { numRuns: runs });
    console.log(`metric-name: ${suggested} suggestions on ${runs} names, all snake_case`);
    expect(suggested).toBeGreaterThan(runs / 4);
  });
});
