import { describe, expect, it } from 'vitest';
import { findCalls, findSelectors, parseQuery } from '../../src/promql/index.js';

describe('findSelectors', () => {
  it.each([
    ['up', [{ metric: 'up', matchers: [], offset: 0 }]],
    [
      'rate(x{a="b",c!~"d|e"}[5m])',
      [
        {
          metric: 'x',
          matchers: [
            { label: 'a', operator: '=', value: 'b' },
            { label: 'c', operator: '!~', value: 'd|e' },
          ],
          offset: 5,
        },
      ],
    ],
    ['{__name__="a:b"}', [{ metric: 'a:b', matchers: [], offset: 0 }]],
    ['{__name__=~"a.*"}', [{ matchers: [], offset: 0 }]],
    [
      '{"a.b", "c d"="e"}',
      [{ metric: 'a.b', matchers: [{ label: 'c d', operator: '=', value: 'e' }], offset: 0 }],
    ],
    [
      'x{a="q\\"\\n\\x41\\u00e9\\101"}',
      [{ metric: 'x', matchers: [{ label: 'a', operator: '=', value: 'q"\nAéA' }], offset: 0 }],
    ],
    ['x{a=`\\d`}', [{ metric: 'x', matchers: [{ label: 'a', operator: '=', value: '\\d' }], offset: 0 }]],
    ['1 + 2', []],
  ])('reads %s', (text, selectors) => {
    expect(findSelectors(parseQuery(text))).toEqual(selectors);
  });
});

describe('findCalls', () => {
  it('names functions and aggregations in order', () => {
    const calls = findCalls(parseQuery('topk(3, sum by (a) (rate(x[5m])))'));
    expect(calls.map(({ name, offset }) => `${name}@${offset}`)).toEqual(['topk@0', 'sum@8', 'rate@20']);
  });
});
