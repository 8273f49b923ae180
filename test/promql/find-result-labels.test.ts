import { describe, expect, it } from 'vitest';
import { canCarry, findResultLabels, parseQuery, type ResultLabels } from '../../src/promql/index.js';

function render({ isOpen, names, dropped }: ResultLabels): string {
  return `${[...names].join(',')}${isOpen ? ` any but ${[...dropped].join(',')}` : ''}`.trim();
}

describe('findResultLabels', () => {
  it.each([
    ['x', 'any but'],
    ['1', ''],
    ['sum(x)', ''],
    ['sum by (a, b) (x)', 'a,b'],
    ['sum(x) by (a)', 'a'],
    ['sum without (a) (x)', 'any but a'],
    ['sum by (a) (sum by (b) (x))', ''],
    ['sum by (a) (sum without (a) (x))', ''],
    ['topk(3, sum by (a) (x))', 'a'],
    ['count_values by (a) ("v", x)', 'a,v'],
    ['sum by (a) (x) > 0.5', 'a'],
    ['0.5 < sum by (a) (x)', 'a'],
    ['sum by (a) (x) / scalar(y)', 'a'],
    ['sum by (a) (x) / sum by (a) (y)', 'a'],
    ['sum by (a, b) (x) / on (a) sum by (a) (y)', 'a'],
    ['sum by (a, b) (x) / ignoring (b) sum by (a) (y)', 'a'],
    ['sum by (a, b) (x) / on (a) group_left (c) y', 'a,b,c'],
    ['sum by (a) (x) * on (a) group_right sum by (a, b) (y)', 'a,b'],
    ['sum by (a) (x) and on (a) y', 'a'],
    ['sum by (a) (x) unless y', 'a'],
    ['sum by (a) (x) or sum by (b) (y)', 'a,b'],
    ['sum by (a) (x) or sum without (a, b) (y)', 'a any but b'],
    ['histogram_quantile(0.9, sum by (le, a) (x))', 'a'],
    ['absent(x{a="b",c=~"d"})', 'a'],
    ['absent_over_time(x{a="b"}[5m])', 'a'],
    ['label_replace(sum by (a) (x), "d", "$1", "a", "(.*)")', 'a,d'],
    ['rate(x[5m])', 'any but'],
    ['-(sum by (a) (x))', 'a'],
    ['max_over_time((sum by (a) (x))[1h:5m])', 'a'],
    ['clamp_max(sum by (a) (x), 1)', 'a'],
    ['vector(1)', ''],
    ['time() - x', 'any but'],
  ])('keeps of %s: %s', (text, expected) => {
    expect(render(findResultLabels(parseQuery(text)))).toBe(expected);
  });

  it('asks for the labels of known series', () => {
    const known = (metric: string) =>
      metric === 'a:b' ? findResultLabels(parseQuery('sum by (app) (x)')) : undefined;
    const labels = findResultLabels(parseQuery('a:b > 1'), known);
    expect([canCarry(labels, 'app'), canCarry(labels, 'pod')]).toEqual([true, false]);
  });
});
