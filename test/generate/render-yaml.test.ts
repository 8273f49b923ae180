import fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { renderYaml } from '../../src/generate/render-yaml.js';

/** What YAML 1.1 or 1.2 takes for something other than a string. */
const traps = [
  ...['on', 'off', 'y', 'n', 'Y', 'N', 'yes', 'no', 'Yes', 'NO', 'true', 'False', 'null', 'Null', '~', ''],
  ...[
    '0777',
    '0o17',
    '0b11',
    '0x1F',
    '1_000',
    '1__0',
    '190:20:30',
    '1:20',
    '60:00.5',
    '+1',
    '-0',
    '08',
    '1e3',
    '12e03',
  ],
  ...[
    '1.',
    '.5',
    '0.',
    '.inf',
    '-.INF',
    '.nan',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '=',
    '<<',
    '10m',
    '9003',
  ],
  ...[
    '- a',
    'a: b',
    'a #b',
    '#x',
    'a:',
    '?',
    '? a',
    ':',
    '[',
    '{',
    ',',
    '|',
    '>',
    '"',
    "'",
    '!x',
    '&x',
    '*x',
    '%x',
    '@x',
    '`',
  ],
  ...[
    '---',
    '--- a',
    '...',
    ' a',
    'a ',
    '\t',
    'a\tb',
    'a\nb',
    'a\n',
    '\n',
    'a \nb',
    ' a\nb',
    'a\n\n',
    'a\r\nb',
    '\r',
    '\0',
  ],
  ...[
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ufffe',
    '\u007f',
    'é',
    '😀',
    '{{ $labels.x }}',
    'a{b="c"} > 0.5',
  ],
];

const text = fc.oneof(
  fc.constantFrom(...traps),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'01_:.-+eoxbyn~= \n\t#"\'{}[],&*!|>%@`') }),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('renderYaml', () => {
  it.each(traps)('keeps %j a string for old and new readers, as key and as value', (trap) => {
    for (const value of [{ [trap]: trap }, { list: [trap] }, { deep: { [trap]: { a: trap } } }]) {
      expect(load(renderYaml(value), { schema: YAML11_SCHEMA })).toEqual(value);
      expect(load(renderYaml(value), { schema: CORE_SCHEMA })).toEqual(value);
    }
  });

  it('reads back as it was, whatever it was', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.dictionary(text, tree, { noNullPrototype: true }), (value) => {
        count++;
        const yaml = renderYaml(value);
        expect(load(yaml, { schema: YAML11_SCHEMA })).toEqual(value);
        expect(load(yaml, { schema: CORE_SCHEMA })).toEqual(value);
      }),
      { numRuns: 1000 },
    );
    console.log(`${count} trees read back alike under YAML 1.1 and 1.2`);
  });

  it('writes no anchors and folds nothing', () => {
    const shared = { a: 'b' };
    const long = `${'word '.repeat(60)}end`;
    expect(renderYaml({ x: shared, y: shared, long })).toBe(`x:\n  a: b\n'y':\n  a: b\nlong: ${long}\n`);
  });

  it('keeps several lines as a block', () => {
    expect(renderYaml({ expr: 'sum(a)\n> 0.5' })).toBe('expr: |-\n  sum(a)\n  > 0.5\n');
  });

  it('starts with a comment when it is given one', () => {
    expect(renderYaml({ a: 1 }, 'Generated.')).toBe('# Generated.\na: 1\n');
  });
});
