import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTypeFaults, opaqueMark, parseQuery } from '../../src/promql/index.js';
import { describeWith } from '../support/programs.js';
import { findRefusedQueries } from './promtool.js';
import { faultyQueries, goodQueries } from './queries.js';

function isRefused(text: string): boolean {
  const query = parseQuery(text);
  return query.error !== undefined || findTypeFaults(query).length > 0;
}

describe('findTypeFaults', () => {
  it('takes what Prometheus takes', () => {
    expect(goodQueries.filter(isRefused)).toEqual([]);
  });

  it('refuses what Prometheus refuses', () => {
    const byGrammar = faultyQueries.filter((text) => parseQuery(text).error !== undefined);
    console.log(
      `${faultyQueries.length} faulty expressions, of which the grammar alone refuses ${byGrammar.length}`,
    );
    expect(faultyQueries.filter((text) => !isRefused(text))).toEqual([]);
    expect(faultyQueries.length).toBeGreaterThan(136);
  });

  it.each([
    ['sum(rate(x))', 'argumentType', 'x'],
    ['1 + sum(a, b)', 'aggregationArguments', 'sum(a, b)'],
    ['a / (b > bool c and bool d)', 'boolWithoutComparison', 'b > bool c and bool d'],
    ['a + on (b) group_left (b) c', 'onAndGroup', 'on (b) group_left (b)'],
    ['rate(x{a=~"("}[5m])', 'badRegex', 'a=~"("'],
    ['rate(x[0s])', 'zeroRange', '0s'],
  ])('says of %s where and what', (text, fault, part) => {
    const [first] = findTypeFaults(parseQuery(text));
    expect(first?.fault).toBe(fault);
    expect(text.slice(first?.from, first?.to)).toBe(part);
  });

  it('knows nothing of a name that stands for something else', () => {
    const name = `${opaqueMark}anything`;
    expect(findTypeFaults(parseQuery(`topk(${name}, x) + rate(${name})`))).toEqual([]);
  });

  it('stops at a depth that nobody writes', () => {
    const text = `${'abs('.repeat(5000)}1${')'.repeat(5000)}`;
    expect(() => findTypeFaults(parseQuery(text))).not.toThrow();
  });
});

/**
 * Expressions in the spelling that Prometheus 2 and 3 share. Each part has the type that its place asks for, and one in
 * twelve another.
 */
const { vector } = fc.letrec<Record<'vector' | 'scalar' | 'range' | 'string' | 'any', string>>((tie) => {
  const either = (type: 'vector' | 'scalar' | 'range' | 'string') =>
    fc.oneof({ weight: 12, arbitrary: tie(type) }, { weight: 1, arbitrary: tie('any') });
  const called = (names: string[], ...args: fc.Arbitrary<string>[]) =>
    fc.tuple(fc.constantFrom(...names), ...args).map(([name, ...texts]) => `${name}(${texts.join(', ')})`);
  const operator = fc.constantFrom(
    ...['+', '-', '*', '/', '^', '>', '== bool', '> on (a)', '* on (a) group_left (b)', 'and', 'or'],
    ...[
      '+ bool',
      'unless on (a)',
      '- ignoring (a) group_right ()',
      '* on (a) group_left (a)',
      'and on (a) group_left',
    ],
  );
  const postfix = fc.constantFrom(' offset 5m', ' @ 5', ' @ start()', '[5m]');
  const [v, s, r, t] = [either('vector'), either('scalar'), either('range'), either('string')];
  const selector = fc.constantFrom(
    'x',
    'x{a="b"}',
    '{a=~".+"}',
    '{a=~".*"}',
    'x{__name__="y"}',
    'x{a=~"b|c"}',
  );
  const bracketed = fc.boolean().chain((isBracketed) => v.map((text) => (isBracketed ? `(${text})` : text)));
  return {
    any: fc.oneof(tie('vector'), tie('scalar'), tie('range'), tie('string')),
    string: fc.constantFrom('"a"', "'a'", '`a`'),
    scalar: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('1', '0.5', '-2', 'time()', 'pi()'),
      called(['scalar'], v),
      fc.tuple(s, fc.constantFrom('+', '*', '> bool', '>'), s).map((texts) => texts.join(' ')),
    ),
    range: fc.oneof(
      { depthSize: 'small' },
      fc
        .tuple(selector, fc.constantFrom('[5m]', '[1h30m]', '[5m] offset 1h', '[5m] @ 5'))
        .map((texts) => texts.join('')),
      fc
        .tuple(bracketed, fc.constantFrom('[5m:]', '[1h:5m]', '[5m:] offset 1h'))
        .map((texts) => texts.join('')),
    ),
    vector: fc.oneof(
      { depthSize: 'small' },
      selector,
      fc.tuple(selector, postfix).map((texts) => texts.join('')),
      called(['abs', 'hour', 'absent', 'round', 'sum', 'count', 'sort', 'timestamp'], v),
      called(['rate', 'increase', 'max_over_time', 'absent_over_time'], r),
      called(['topk', 'quantile', 'histogram_quantile', 'limit'], s, v),
      called(['clamp_max', 'round', 'clamp_min'], v, s),
      called(['count_values'], t, v),
      called(['label_join'], v, t, t, t),
      called(['quantile_over_time'], s, r),
      called(['vector'], s),
      fc.tuple(bracketed, operator, bracketed).map((texts) => texts.join(' ')),
      fc.tuple(v, postfix).map((texts) => texts.join('')),
      v.map((text) => `-${text}`),
    ),
  };
});

describeWith(['promtool'], 'agreement with promtool on expressions', () => {
  it('says the same of the tables', () => {
    const refused = findRefusedQueries([...goodQueries, ...faultyQueries]);
    expect(goodQueries.filter((text) => refused.has(text))).toEqual([]);
    expect(faultyQueries.filter((text) => !refused.has(text))).toEqual([]);
  });

  it('says the same of 4,000 random expressions', () => {
    const texts = [...new Set(fc.sample(vector, { numRuns: 4000, seed: 4 }))];
    const refused = findRefusedQueries(texts);
    const missed = texts.filter((text) => refused.has(text) && !isRefused(text));
    const falseAlarms = texts.filter((text) => !refused.has(text) && isRefused(text));
    const byGrammar = texts.filter((text) => parseQuery(text).error !== undefined);
    console.log(
      `${texts.length} random expressions: promtool refuses ${refused.size}, the grammar alone ${byGrammar.length}, ` +
        `we ${texts.filter(isRefused).length}; ${missed.length} missed, ${falseAlarms.length} false alarms`,
    );
    expect({ missed, falseAlarms }).toEqual({ missed: [], falseAlarms: [] });
    expect(refused.size).toBeGreaterThan(1000);
    expect(texts.length - refused.size).toBeGreaterThan(500);
  });
});
