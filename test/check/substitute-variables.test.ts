import { describe, expect, it } from 'vitest';
import { substituteVariables } from '../../src/check/substitute-variables.js';
import { parseQuery } from '../../src/promql/index.js';

const kinds = new Map([
  ['window', 'interval'],
  ['top', 'number'],
  ['app', 'text'],
] as const);

describe('substituteVariables', () => {
  it.each([
    ['rate(x[$__rate_interval])', 'rate(x[5m])'],
    ['rate(x[$window])', 'rate(x[5m])'],
    ['rate(x[${unknown}])', 'rate(x[5m])'],
    ['rate(x[${top}m])', 'rate(x[1m])'],
    ['x{app="$app",b=~"${app:regex}"}', 'x{app="app",b=~"app"}'],
    ['x{app="a\\"$app"}', 'x{app="a\\"app"}'],
    ['topk($top, x) offset $window', 'topk(1, x) offset 5m'],
    ['sum by ($app) (x_$app)', 'sum by (__variable_app) (x___variable_app)'],
    ['x[[app]]', 'x__variable_app'],
    ['x * $__interval_ms / $__range_s', 'x * 60000 / 3600'],
    ['x{a="$"} $', 'x{a="$"} $'],
  ])('turns %s into %s', (expression, expected) => {
    expect(substituteVariables(expression, kinds)).toBe(expected);
  });

  it('leaves texts as they are when asked to', () => {
    const kept = substituteVariables('x_$app{app="$app"}[$window]', kinds, { keepTexts: true });
    expect(kept).toBe('x___variable_app{app="$app"}[5m]');
  });

  it('makes each of them parse', () => {
    const expression =
      'sum by ($app) (rate(x_$app{a="${app}"}[$window])) / $top > bool ${top:raw} offset $window';
    expect(parseQuery(substituteVariables(expression, kinds)).error).toBeUndefined();
  });
});
