import { describe, expect, it } from 'vitest';
import { evaluateJsonnet, JsonnetError, manifestMulti } from '../../src/jsonnet/index.js';

describe('evaluateJsonnet', () => {
  it.each([
    ['1_000 + 0.5_0', 1000.5],
    ['|||-\n  no newline\n|||', 'no newline'],
    ['|||\n\n    a\n      b\n\n    c\n  |||', '\na\n  b\n\nc\n'],
    ['[1, 2, 3][-2:]', [2, 3]],
    ["'hello'[1:4:2]", 'el'],
    ['[x * y for x in [1, 2] for y in [10, 20] if x * y > 10]', [20, 20, 40]],
    ['{ [k]: $.a for k in ["a", "b"] if k != "a" } + { a: 1 }', { a: 1, b: 1 }],
    ['{ a: 1, b: { c: $.a, d: self.e, e: 2 } }', { a: 1, b: { c: 1, d: 2, e: 2 } }],
    ['local o = { local s = self, f(x):: s.n + x, n: 1 }; (o { n: 5 }).f(1)', 6],
    ['({ a: 1, b: super.a } + {}).a', 1],
    ['{ a: 1 } + { a: super.a + 1 } + { a: super.a + 1 }', { a: 3 }],
    ['{ a+: { b: 1 } } + { a+: { c: 2 } }', { a: { b: 1, c: 2 } }],
    ['({ a: 1 } + { a:: 2 }) + { a::: 3 }', { a: 3 }],
    ['[("a" in super) for x in [1]]', JsonnetError],
    ['{ a: "b" in super, c: { b: 1 } + { d: "b" in super } }', { a: false, c: { b: 1, d: true } }],
    [
      'local f(x, y=x * 2) = [x, y]; [f(1), f(y=1, x=2), f(3, 4)]',
      [
        [1, 2],
        [2, 1],
        [3, 4],
      ],
    ],
    ['local a = 1; local f() = a; local a = 2; f()', 1],
    ['local even(n) = n == 0 || odd(n - 1), odd(n) = n != 0 && even(n - 1); even(10)', true],
    ['if false then 1', null],
    ['true || error "lazy"', true],
    ['assert 1 < 2 : "m"; 3', 3],
    ['{ assert self.a > 0 : "a must be positive", a: 1 } + { a: -1 }', JsonnetError],
    ['({ assert self.b, a: 1 } + { b: true }).a', 1],
    ['{ local x = 1, assert x == 1, y: x }', { y: 1 }],
    ['{ [if true then "a"]: 1, [null]: 2 }', { a: 1 }],
    ['{ "a b": 1, a: self["a b"] }', { 'a b': 1, a: 1 }],
    ['[1 << 40, 5 & 3, 5 | 3, 5 ^ 3, ~5, 7 >> 1, -7 >> 1]', [1099511627776, 1, 7, 6, -6, 3, -4]],
    ['[1 < 2, "a" < "b", [1, 2] < [1, 3], [] < [1]]', [true, true, true, true]],
    ['{ a: [1, { b: 2 }] } == { a: [1, { b: 2 }] }', true],
    ['1 == "1"', false],
    ['"a" + 1 + [2] + { c: null }', 'a1[2]{"c": null}'],
    ['1 + 2 * 3 - -4 % 3 == 8 && !false', true],
    [
      '{ __proto__: 1, constructor: 2, toString: 3 }',
      JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }'),
    ],
    ['{}.constructor', JsonnetError],
    ['local std = { length(x): "mine" }; std.length([])', 'mine'],
    ['(std + { length(x): "patched" }).length([])', 'patched'],
    ['function(a, b=2) a + b', 3],
    ['# comment\n// another\n/* and /* this */ 1', 1],
    ['1e400', JsonnetError],
    ['[1e400][1:]', []],
    ['(function(x) 1)(1e400)', 1],
  ])('evaluates %s', (source, expected) => {
    const run = (): unknown =>
      evaluateJsonnet({ source, tlas: source.startsWith('function') ? { a: { code: '1' } } : {} }).value;
    if (expected === JsonnetError) expect(run).toThrow(JsonnetError);
    else expect(run()).toEqual(expected);
  });

  it('imports each file once, by whatever resolver is given', () => {
    const asked: string[] = [];
    const resolver = {
      resolve({ path }: { path: string }) {
        asked.push(path);
        return { id: path, fileName: path, content: "std.trace('loaded ' + std.thisFile, { n: 1 })" };
      },
    };
    const result = evaluateJsonnet({
      source: "[(import 'a').n, (import 'a').n, importstr 'b', importbin 'c'[0:1]]".replace(
        "importbin 'c'[0:1]",
        "(importbin 'c')[0:1]",
      ),
      resolver,
    });
    expect(result.value).toEqual([1, 1, "std.trace('loaded ' + std.thisFile, { n: 1 })", [115]]);
    expect(result.traces).toEqual(['TRACE: a:1 loaded a']);
  });

  it('evaluates an external variable once and only when asked for', () => {
    const options = {
      extVars: { used: { code: "std.trace('used', 1)" }, unused: { code: 'error "unused"' } },
    };
    const result = evaluateJsonnet({ source: "std.extVar('used') + std.extVar('used')", ...options });
    expect(result).toMatchObject({ value: 2, traces: ['TRACE: <extvar:used>:1 used'] });
  });

  it('wants either an entry or a source', () => {
    expect(() => evaluateJsonnet({})).toThrow('give either entry or source');
    expect(() => evaluateJsonnet({ source: '1', entry: 'a' })).toThrow('give either entry or source');
  });

  it('leaves nothing behind for the next evaluation', () => {
    expect(() => evaluateJsonnet({ source: 'local f(x) = f(x); f(1)' })).toThrow(JsonnetError);
    expect(evaluateJsonnet({ source: 'local f(x) = if x == 0 then 0 else f(x - 1); f(400)' }).value).toBe(0);
  });
});

describe('manifestMulti', () => {
  it('gives a file a field', () => {
    const { value } = evaluateJsonnet({ source: "{ 'b.json': { x: [] }, 'a.json': 1 }" });
    expect([...manifestMulti(value)]).toEqual([
      ['a.json', '1\n'],
      ['b.json', '{\n   "x": [ ]\n}\n'],
    ]);
  });

  it('writes strings as they are when told', () => {
    expect([...manifestMulti({ 'a.txt': 'x\n' }, { asText: true })]).toEqual([['a.txt', 'x\n']]);
    expect(() => manifestMulti({ 'a.txt': 1 }, { asText: true })).toThrow(JsonnetError);
    expect(() => manifestMulti([])).toThrow(JsonnetError);
  });
});
