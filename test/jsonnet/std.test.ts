import { describe, expect, it } from 'vitest';
import { evaluateJsonnet, JsonnetError } from '../../src/jsonnet/index.js';

function evaluate(source: string): unknown {
  return evaluateJsonnet({
    source,
    extVars: { text: 'x', code: { code: '{ a: 1 + 1 }' } },
    natives: {
      join: { parameters: ['parts', 'by'], run: (parts, by) => (parts as string[]).join(String(by)) },
    },
  }).value;
}

describe('std', () => {
  it.each([
    ["std.trim('\\u00a0 \\t x y\\n')", 'x y'],
    ["std.sha1('a')", '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
    ["std.sha256('')", 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ["std.substr(std.sha512('a'), 0, 16)", '1f40fc92da241694'],
    ["std.substr(std.sha3('a'), 0, 16)", '697f2d856172cb83'],
    ['std.flattenDeepArray([[1, [2]], [[[]]], 3])', [1, 2, 3]],
    ['std.contains([1, 2], 2)', true],
    ["std.minArray(['b', 'a'])", 'a'],
    ['std.maxArray([1, -9, 3], keyF=std.abs)', -9],
    ["std.minArray([], onEmpty='none')", 'none'],
    ['std.avg([1, 2, 6])', 3],
    ["std.equalsIgnoreCase('aB', 'Ab')", true],
    ["std.objectRemoveKey({ a: 1, b:: 2, c: 3 }, 'a')", { c: 3 }],
    ["std.objectRemoveKey({ a: 1, b:: 2 }, 'a').b", 2],
    ['std.remove([1, 2, 1], 1)', [2, 1]],
    ['std.removeAt([1, 2, 3], 1)', [1, 3]],
    [
      '[std.isEven(2), std.isOdd(-3), std.isInteger(1.5), std.isDecimal(1.5), std.isNull(null)]',
      [true, true, false, true, true],
    ],
    ['[std.log2(8), std.log10(1000), std.hypot(3, 4), std.round(-1.5)]', [3, 3, 5, -1]],
    ['std.floor(std.rad2deg(std.pi) + std.deg2rad(0))', 180],
    ['std.atan2(0, 1)', 0],
    ['[std.mantissa(5e-324) * 1, std.exponent(5e-324), std.exponent(1.7e308)]', [0.5, -1073, 1024]],
    ['std.objectKeysValuesAll({ a:: 1 })', [{ key: 'a', value: 1 }]],
    ["std.get({ a: 1 }, 'b', error 'lazy') == 1 || true", JsonnetError],
    ["std.get({ a: 1 }, 'a', error 'lazy')", 1],
    ["std.escapeStringXML('<&>\"')", '&lt;&amp;&gt;&quot;'],
    ["std.extVar('text') + std.extVar('code').a", 'x2'],
    ["std.native('join')(['a', 'b'], by='-')", 'a-b'],
    ["std.native('missing')", null],
    ['std.thisFile', '<source>'],
    ["std.parseYaml('a: [1, x, ~, true]\\nb: |\\n  t\\n')", { a: [1, 'x', null, true], b: 't\n' }],
    ["std.parseYaml('- 1\\n---\\nx')", [[1], 'x']],
    ["std.parseYaml('__proto__: 1').__proto__", 1],
    ['std.objectFields(std.parseJson(\'{"__proto__": {}, "10": 1, "9": 2}\'))', ['10', '9', '__proto__']],
    ["std.parseJson('1e999')", JsonnetError],
    ["std.parseJson('{')", JsonnetError],
    [
      "std.manifestYamlDoc({ a: [], b: {}, c: 'x\\ny\\n', 'no': 1, ok_key: [{ d: 1 }] }, quote_keys=false)",
      'a: []\nb: {}\nc: |\n  x\n  y\n"no": 1\nok_key:\n- d: 1',
    ],
    ["std.manifestXmlJsonml(['svg', { height: 100 }, ['p', 'x'], 'y'])", '<svg height="100"><p>x</p>y</svg>'],
    ["std.manifestToml({ a: 1, b: { c: [1, 'x'] } })", 'a = 1\n\n[b]\n  c = [\n    1,\n    "x"\n  ]'],
    ['std.mergePatch({ a: { b: 1, c: 2 } }, { a: { b: null }, d: [null] })', { a: { c: 2 }, d: [null] }],
    [
      "std.setUnion([{ k: 1, v: 'l' }], [{ k: 1, v: 'r' }, { k: 2, v: 'r' }], function(x) x.k)",
      [
        { k: 1, v: 'l' },
        { k: 2, v: 'r' },
      ],
    ],
    ["std.length(std.mergePatch({ a: {} }, { a: { b: error 'lazy' } }))", 1],
    ["std.splitLimitR('a-b-c', '-', 1)", ['a-b', 'c']],
    ["std.length('😀é')", 2],
    ["'😀bc'[1:2]", 'b'],
    ["std.reverse('😀b')", ['b', '😀']],
    ["std.findSubstr('b', '😀b')", [1]],
    ["std.sort(['\\uffff', '😀', 'a'])", ['a', '\uffff', '😀']],
    ["std.member([1, error 'not reached'], 1)", true],
    ["std.all([false, error 'not reached'])", false],
    ["std.length([error 'lazy'])", 1],
    ["std.foldl(function(a, b) b, [1, 2], error 'lazy')", 2],
    ["'%s %(ignored)s' % [1, 2]", '1 2'],
    ["'%*d|%-*d|%.*f' % [5, 42, 4, 7, 2, 3.14159]", '   42|7   |3.14'],
    [
      "'%#g|%#x|%#o|%#X|%05.1f|%+i|% d|%%' % [1.5, 255, 8, 255, 2.25, 3, 4]",
      '1.50000|0xff|010|0XFF|002.3|+3| 4|%',
    ],
    ["'%c%c' % [65, 'é']", 'Aé'],
    ["'%d' % 'x'", JsonnetError],
    ["'%d %d' % [1]", JsonnetError],
    ["'%(a)s' % { b: 1 }", JsonnetError],
    ["'%z' % 1", JsonnetError],
  ])('evaluates %s', (source, expected) => {
    if (expected === JsonnetError) expect(() => evaluate(source)).toThrow(JsonnetError);
    else expect(evaluate(source)).toEqual(expected);
  });

  it('has every function of the documented library', () => {
    const documented =
      'extVar thisFile type length get objectHas objectFields objectValues objectKeysValues objectHasAll objectFieldsAll objectValuesAll objectKeysValuesAll objectRemoveKey prune mapWithKey ' +
      'isArray isBoolean isFunction isNumber isObject isString isNull abs sign max min pow exp log log2 log10 exponent mantissa floor ceil sqrt sin cos tan asin acos atan atan2 deg2rad rad2deg hypot ' +
      'round isEven isOdd isInteger isDecimal mod modulo clamp pi assertEqual toString codepoint char substr findSubstr startsWith endsWith stripChars lstripChars rstripChars split splitLimit ' +
      'splitLimitR strReplace isEmpty trim equalsIgnoreCase asciiUpper asciiLower stringChars format escapeStringBash escapeStringDollars escapeStringJson escapeStringPython escapeStringXml ' +
      'parseInt parseOctal parseHex parseJson parseYaml encodeUTF8 decodeUTF8 manifestIni manifestPython manifestPythonVars manifestJsonEx manifestJson manifestJsonMinified manifestYamlDoc ' +
      'manifestYamlStream manifestXmlJsonml manifestToml manifestTomlEx makeArray member count find map mapWithIndex filterMap flatMap filter foldl foldr range repeat slice join deepJoin lines ' +
      'flattenArrays flattenDeepArray reverse sort uniq all any sum minArray maxArray contains avg remove removeAt set setInter setUnion setDiff setMember base64 base64DecodeBytes base64Decode ' +
      'md5 sha1 sha256 sha512 sha3 xor xnor mergePatch trace native resolvePath';
    const names = documented.split(' ');
    const { value } = evaluateJsonnet({
      source: `[n for n in ${JSON.stringify(names)} if !std.objectHasAll(std, n)]`,
    });
    console.log(`std: ${names.length} documented names, missing: ${JSON.stringify(value)}`);
    expect(value).toEqual([]);
  });
});
