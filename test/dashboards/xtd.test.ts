import { describe, expect, it } from 'vitest';
import { createGrafonnetResolver } from '../../src/generate/grafonnet-resolver.js';
import { evaluateJsonnet } from '../../src/jsonnet/index.js';

const evaluate = (expression: string): unknown =>
  evaluateJsonnet({
    source: `local xtd = import 'github.com/jsonnet-libs/xtd/main.libsonnet';\n${expression}`,
    resolver: createGrafonnetResolver([]),
  }).value;

describe('the built-in xtd', () => {
  it.each<[string, unknown]>([
    ["[xtd.ascii.isLower('a'), xtd.ascii.isLower('A'), xtd.ascii.isUpper('Z')]", [true, false, true]],
    ["[xtd.ascii.isStringNumeric(text) for text in ['12', '1a', '-1']]", [true, false, false]],
    [
      "[xtd.ascii.isStringJSONNumeric(text) for text in ['0', '-1.5e3', '1E+2', '01', '1.', 'e1', '', '-']]",
      [true, true, true, false, false, false, false, false],
    ],
    ['xtd.array.slice([1, 2, 3, 4], -3, -1)', [2, 3]],
    ["xtd.array.slice('abcdef', 1, step=2)", 'bdf'],
    ['xtd.array.filterMapWithIndex(function(i, x) i > 0, function(i, x) i * x, [5, 6, 7])', [6, 14]],
    ["xtd.string.splitEscape('a.b\\\\.c.d', '.')", ['a', 'b.c', 'd']],
    ["xtd.camelcase.split('someJSONName2Go')", ['some', 'JSON', 'Name', '2', 'Go']],
    ["xtd.camelcase.toCamelCase('some_name-here')", 'someNameHere'],
  ])('evaluates %s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  it('names what it does not know, and what is near', () => {
    expect(() => evaluate("xtd.string.splitEscap('a', 'b')")).toThrow('splitEscap');
  });
});
