import { describe, expect, it } from 'vitest';
import { findUses, parseQuery } from '../../src/promql/index.js';

const uses = (text: string) => findUses(parseQuery(text));

describe('findUses', () => {
  it('names the functions around a selector, the innermost first', () => {
    const [use] = uses('topk(5, SUM by (a) (rate(x{a="b"}[5m])))');
    expect(use).toMatchObject({ metric: 'x', within: ['rate', 'sum', 'topk'], isMatchOnly: false });
  });

  it('knows what only has to be there', () => {
    expect(uses('a and b unless on (c) sum(d)').map(({ isMatchOnly }) => isMatchOnly)).toEqual([
      false,
      true,
      true,
    ]);
    expect(uses('a or b').map(({ isMatchOnly }) => isMatchOnly)).toEqual([false, false]);
  });

  it.each([
    ['sum(a) - sum(b)', [true, true]],
    ['a - 1', [false]],
    ['clamp_min(sum(a) - (sum(b) or sum(a) * 0), 0)', [true, true, true]],
    ['a + b', [false, false]],
  ])('knows the parts of a difference in %s', (text, expected) => {
    expect(uses(text).map(({ isInDifference }) => isInDifference)).toEqual(expected);
  });
});
