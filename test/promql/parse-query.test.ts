import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCalls, findResultLabels, findSelectors, parseQuery } from '../../src/promql/index.js';

const tokens = [
  'sum',
  'rate',
  '(',
  ')',
  '[5m]',
  '[',
  ']',
  '{',
  '}',
  'a="b"',
  '"',
  "'",
  '`',
  ',',
  ' by ',
  ' on ',
  ' or ',
  ' offset ',
  '@',
  '1',
  '-',
  '*',
  'x',
  'le',
  '\\',
  '\n',
  '#',
  'é',
  '\0',
  '__name__',
];

describe('parseQuery', () => {
  it.each([
    'up',
    'sum by (app) (rate(http_requests_total{code=~"5.."}[5m])) / ignoring(code) group_left sum(x)',
    'histogram_quantile(0.9, sum(rate(x_bucket[1m])) by (le))',
    'max_over_time(rate(x[5m])[1h:1m] offset 1d)',
    'x @ end() > bool -1e3',
    '{"http.requests", app!~"a|b"}',
    "x{a='b',c=`d`,} # a comment",
    'count_values("version", build_info)',
    'quantile_over_time(0.9, x[5m])',
  ])('parses %s', (text) => {
    expect(parseQuery(text).error).toBeUndefined();
  });

  it.each([
    ['rate(x[5m]', 10, ''],
    ['sum by app (x)', 7, 'app'],
    ['x{a="b}', 7, ''],
    ['x{a=b}', 4, 'b'],
    ['unknown_function(x)', 0, '('],
    ['x ==', 4, ''],
    ['x[5 minutes]', 4, 'minutes'],
    ['', 0, ''],
  ])('says where %s breaks', (text, offset, got) => {
    expect(parseQuery(text).error).toMatchObject({ offset, text: got });
  });

  it('never throws, whatever it is given', () => {
    const counts = { queries: 0, parsed: 0 };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 25 }), (parts) => {
        const query = parseQuery(parts.join(''));
        counts.queries += 1;
        counts.parsed += query.error === undefined ? 1 : 0;
        findSelectors(query);
        findResultLabels(query);
        findCalls(query);
      }),
      { numRuns: 20_000 },
    );
    console.log(`${counts.queries} token soups, ${counts.parsed} of them PromQL`);
  });

  it.each([
    ['parentheses', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['additions', `${'a + '.repeat(20_000)}a`],
    ['minus signs', `${'-'.repeat(20_000)}a`],
    ['braces', '{'.repeat(60_000)],
  ])('takes an expression of many %s', (_, text) => {
    const query = parseQuery(text);
    expect(() => [findSelectors(query), findResultLabels(query)]).not.toThrow();
  });
});
