import fc from 'fast-check';

type Expression = fc.Arbitrary<string>;

/** Builds an expression from a template whose `#` marks are the parts in order. */
function build(template: string, ...parts: Expression[]): Expression {
  return fc.tuple(...parts).map((texts) => {
    let next = 0;
    return template.replace(/#/g, () => texts[next++] ?? '');
  });
}

const word = fc.constantFrom('a', 'b', 'key', 'x1', 'Zed');
const text = fc.constantFrom(
  "''",
  "'a'",
  "'hello world'",
  "'é'",
  "'日本'",
  "'😀b'",
  "'\\n'",
  "'tab\\t'",
  "'q\"q'",
  '"it\'s"',
  "'\\u00e9\\u0001'",
  "'a,b,,c'",
  "'MiXed'",
  "'  pad '",
  "@'raw\\n'",
  "'yes'",
  "'-1'",
  "'12'",
  '|||\n  block\n    more\n|||',
  "'a\\\\b'",
  "'line\\nline\\n'",
);
const number = fc.oneof(
  fc.integer({ min: -20, max: 200 }).map((value) => `(${value})`),
  fc.constantFrom(
    '0',
    '1',
    '0.1',
    '0.5',
    '2.25',
    '1e3',
    '1e-7',
    '123456789012',
    '3.14159',
    '1e15',
    '(-0.75)',
    '0.3',
    '1.005',
  ),
);

function numberBuilders(of: (name: string) => Expression): Expression[] {
  const [num, str, arr, obj, bool] = ['num', 'str', 'arr', 'obj', 'bool'].map(of) as [
    Expression,
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  return [
    build('(# + #)', num, num),
    build('(# - #)', num, num),
    build('(# * #)', num, num),
    build('(# / 4)', num),
    build('(# % 7)', num),
    build('(std.floor(#) & 255)', num),
    build('(std.floor(#) | 3)', num),
    build('(std.floor(#) ^ 5)', num),
    build('(7 << 2)'),
    build('(-#)', num),
    build('(if # then # else #)', bool, num, num),
    build('(local v = #; v * v)', num),
    build('std.length(#)', fc.oneof(str, arr, obj)),
    build('std.max(#, #)', num, num),
    build('(1 + std.abs(#))', num),
    build('std.floor(#)', num),
    build('std.ceil(#)', num),
    build('std.foldl(function(a, b) a + b, #, 0)', of('nums')),
    build('(function(x, y=#) x + y)(#)', num, num),
    build('(local f(n) = if n <= 0 then # else 1 + f(n - 1); f(6))', num),
    build('{ local q = #, r: q + self.s, s: # }.r', num, num),
    build('std.count(#, #)', of('nums'), num),
    build('n0'),
    build('std.clamp(#, 0, 10)', num),
    build('std.sign(#)', num),
    build('std.codepoint(std.substr(# + "z", 0, 1))', str),
    build('({ m(x): x * # }).m(#)', num, num),
    build('std.foldr(function(a, b) a - b, #, 1)', of('nums')),
  ];
}

function textBuilders(of: (name: string) => Expression): Expression[] {
  const [num, str, arr, any] = ['num', 'str', 'arr', 'any'].map(of) as [
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  return [
    build('(# + #)', str, any),
    build('(# + #)', any, str),
    build('std.toString(#)', any),
    build('std.join("-", #)', of('strs')),
    build("('%s|%5s|%-5s' % [#, #, #])", any, str, str),
    build("('%d %05d %+d %x %o' % [# % 1e9, # % 1e9, # % 1e9, 255, 8])", num, num, num),
    build("('%.2f %8.3f %e %g' % [# % 1e9, # % 1e9, #, 1 + std.abs(#)])", num, num, num, num),
    build("('%(a)s-%(b)05.1f' % { a: #, b: # % 1e9 })", any, num),
    build('std.asciiUpper(#)', str),
    build('std.asciiLower(#)', str),
    build('std.strReplace(#, "a", "<>")', str),
    build('std.substr(#, 1, 3)', str),
    build('#[1:4]', str),
    build('std.manifestJsonEx(#, "  ")', any),
    build('std.manifestYamlDoc(#)', any),
    build('std.manifestPython(#)', any),
    build('std.escapeStringJson(#)', str),
    build('std.escapeStringBash(#)', str),
    build('std.md5(#)', str),
    build('std.base64(std.encodeUTF8(#))', str),
    build('s0'),
    build('std.lstripChars(#, " a")', str),
    build('std.stripChars(#, " ")', str),
    build('std.lines(#)', of('strs')),
    build('std.type(#)', any),
    build('(if # then # else #)', of('bool'), str, str),
    build('std.deepJoin([#, [#]])', str, str),
    build('(local a = #; if std.length(a) > 0 then std.toString(a[0]) else "none")', arr),
    build('std.manifestYamlStream([#])', any),
  ];
}

function arrayBuilders(of: (name: string) => Expression): Expression[] {
  const [num, str, arr, obj, any] = ['num', 'str', 'arr', 'obj', 'any'].map(of) as [
    Expression,
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  return [
    build('[#, #]', any, any),
    build('[#]', any),
    build('[]'),
    build('(# + #)', arr, arr),
    build('[x for x in #]', arr),
    build('[[i, #] for i in std.range(0, 3) if i != 1]', any),
    build('#[1:]', arr),
    build('#[::2]', arr),
    build('#[0:1]', arr),
    build('std.map(function(x) [x, #], #)', any, arr),
    build('std.filter(function(x) x != #, #)', any, arr),
    of('nums'),
    of('strs'),
    build('std.reverse(#)', arr),
    build('std.flattenArrays([#, #])', arr, arr),
    build('std.prune(#)', arr),
    build('std.objectFields(#)', obj),
    build('std.mapWithIndex(function(i, x) { i: i, x: x }, #)', arr),
    build('std.split(#, ",")', str),
    build('std.repeat(#, 2)', arr),
    build('std.makeArray(3, function(i) i + #)', num),
    build('[#, error "never"][0:1]', any),
    build('std.objectValues(#)', obj),
    build('[a + b for a in # for b in # if a < b]', of('nums'), of('nums')),
    build('std.findSubstr("a", #)', str),
  ];
}

function objectBuilders(of: (name: string) => Expression): Expression[] {
  const [num, obj, any] = ['num', 'obj', 'any'].map(of) as [Expression, Expression, Expression];
  return [
    build('{}'),
    build('{ #: #, other: # }', word, any, any),
    build('{ a: #, b:: #, c::: # }', any, any, any),
    build('(# + #)', obj, obj),
    build('(# { a+: { n: # } })', build('{ a: # }', obj), any),
    build('{ [k]: # for k in ["p", "q"] }', any),
    build('{ [k + "!"]: k + # for k in # }', num, of('strs')),
    build('{ local t = #, u: t, v: [t, self.u] }', any),
    build('({ a: #, b: self.a } + { a: # })', any, any),
    build('({ a: #, z: 1 } + { a: [super.a, "z" in super, "y" in super] })', any),
    build('({ a:: # } + { a: # })', any, any),
    build('{ ["k" + 1]: #, [null]: #, [if # then "w"]: 1 }', any, any, of('bool')),
    build('{ a: { b: $.c }, c: # }', any),
    build('{ assert self.x > -1e9, x: # }', num),
    build('std.mergePatch(#, #)', obj, obj),
    build('std.mapWithKey(function(k, v) [k, v], #)', obj),
    build('std.prune(#)', obj),
    build('(# { f(x):: x, g: self.f(#) })', obj, any),
    build('({ a+: #, b+: # } + { a+: [1] })', of('arr'), of('str')),
    build('o0'),
    build('(o0 { deep+: { y+: [#] } })', any),
  ];
}

/**
 * Returns programs of the language and library that version 0.18 has; most of them evaluate, some are in
 * error.
 */
export function createPrograms(): fc.Arbitrary<string> {
  const { program } = fc.letrec<Record<string, string>>((tie) => {
    const of = (name: string): Expression => tie(name);
    const choose = (simple: Expression, builders: Expression[]): Expression =>
      fc.oneof(
        { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
        { arbitrary: simple, weight: 6 },
        ...builders.map((arbitrary) => ({ arbitrary, weight: 1 })),
      );
    return {
      num: choose(number, numberBuilders(of)),
      str: choose(text, textBuilders(of)),
      bool: choose(fc.constantFrom('true', 'false'), [
        build('(# < #)', of('num'), of('num')),
        build('(# == #)', of('any'), of('any')),
        build('(!#)', of('bool')),
        build('(# && #)', of('bool'), of('bool')),
        build('(# || #)', of('bool'), of('bool')),
        build('(# <= #)', of('str'), of('str')),
        build('std.member(#, #)', of('nums'), of('num')),
        build('std.objectHas(#, "a")', of('obj')),
        build('("b" in #)', of('obj')),
        build('std.startsWith(#, "a")', of('str')),
        build('(# != #)', of('any'), of('any')),
        build('std.objectHasAll(#, "b")', of('obj')),
        build('std.isString(#)', of('any')),
        build('std.setMember(1, std.set(#))', of('nums')),
      ]),
      nums: choose(build('[#, #]', number, number), [
        build('std.range(0, 4)'),
        build('std.sort(#)', of('nums')),
        build('std.set(#)', of('nums')),
        build('std.uniq(std.sort(#))', of('nums')),
        build('[#, #, #]', of('num'), of('num'), of('num')),
        build('[x * x for x in # if x > 1]', of('nums')),
        build('std.setUnion(std.set(#), std.set(#))', of('nums'), of('nums')),
        build('std.setDiff(std.set(#), std.set(#))', of('nums'), of('nums')),
        build('std.setInter(std.set(#), std.set(#))', of('nums'), of('nums')),
        build('(# + #)', of('nums'), of('nums')),
        build('std.encodeUTF8(#)', of('str')),
      ]),
      strs: choose(build('[#, #]', text, text), [
        build('std.split(#, ",")', of('str')),
        build('std.sort(#)', of('strs')),
        build('[#]', of('str')),
        build('std.stringChars(#)', of('str')),
        build('std.set(#)', of('strs')),
        build('[s + "!" for s in #]', of('strs')),
        build('std.splitLimit(#, "a", 1)', of('str')),
        build('std.sort(#, function(s) std.length(s))', of('strs')),
      ]),
      arr: choose(fc.constant('[]'), arrayBuilders(of)),
      obj: choose(fc.constant('{ a: 1 }'), objectBuilders(of)),
      any: fc.oneof(of('num'), of('str'), of('bool'), of('arr'), of('obj'), fc.constant('null')),
      broken: fc.constantFrom(
        '(1 + [])',
        '{}.missing',
        '[][3]',
        'error "boom"',
        '("a" - 1)',
        'std.length(1)',
        '(local f(x) = x; f())',
        '({ a: super.a }).a',
        '(assert false; 1)',
      ),
      program: fc.oneof(
        {
          arbitrary: build(
            'local n0 = #, s0 = #, o0 = { deep: { x: #, y: [] } };\n[#, #, #, #, #, #]',
            number,
            text,
            of('any'),
            of('num'),
            of('str'),
            of('arr'),
            of('obj'),
            of('bool'),
            of('any'),
          ),
          weight: 12,
        },
        {
          arbitrary: build('local n0 = 1, s0 = "s", o0 = {};\n[#, #, #]', of('any'), of('broken'), of('any')),
          weight: 1,
        },
      ),
    };
  });
  return program as fc.Arbitrary<string>;
}
