import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import {
  evaluateJsonnet,
  manifestJson,
  manifestYamlDoc,
  manifestYamlStream,
  type Json,
} from '../../src/jsonnet/index.js';
import { hasReference, referenceVersion, runReference } from './support/debian-jsonnet.js';

const RUNS = 1000;
const SEED = 7;

/** Doubles of all sizes, with many that need rounding, and none that the reference prints as infinite. */
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: -9, max: 9 }))
    .map(([value, power]) => value * 10 ** power),
  fc
    .tuple(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 70 }))
    .map(([value, power]) => value / 2 ** power),
);
const documents = fc
  .jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

function toLiteral(value: number): string {
  return `(${Object.is(value, -0) ? '-0' : String(value)})`;
}

async function compare(source: string): Promise<void> {
  const reference = await runReference(source);
  expect(reference.errors).toBe('');
  const own = `${manifestJson(evaluateJsonnet({ source }).value)}\n`.split('\n');
  const lines = reference.output.split('\n');
  expect(own.flatMap((line, i) => (line === lines[i] ? [] : [[line, lines[i]]])).slice(0, 10)).toEqual([]);
}

describe.skipIf(!hasReference)(
  'manifestJson beside the reference implementation (skipped without the jsonnet command)',
  () => {
    it('prints the same digits for random numbers', async () => {
      const values = fc.sample(numbers, { numRuns: RUNS, seed: SEED });
      await compare(`[${values.map(toLiteral).join(',\n')}]`);
      console.log(`${RUNS} random numbers printed as ${referenceVersion} prints them, seed ${SEED}`);
    });

    it('formats random numbers the same way', async () => {
      const sizes = fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((value) => Math.abs(value) > 1e-9);
      const values = fc.sample(fc.oneof(sizes, fc.integer({ min: 1, max: 1e9 })), {
        numRuns: RUNS,
        seed: SEED,
      });
      const formats = [
        '%d',
        '%5.1f',
        '%.3f',
        '%08.2f',
        '%+e',
        '%.3e',
        '%g',
        '%.3g',
        '%x',
        '%o',
        '% .0f',
        '%#.0f',
        '%-12d|',
        '%G',
        '%5s',
      ];
      await compare(
        `[${values.map((value, i) => `'${formats[i % formats.length]}' % ${toLiteral(value)}`).join(',\n')}]`,
      );
      console.log(`${RUNS} random numbers formatted as ${referenceVersion} formats them, seed ${SEED}`);
    });

    it('prints random documents byte for byte', async () => {
      const values = fc.sample(documents, { numRuns: RUNS, seed: SEED });
      await compare(`[${values.map((value) => JSON.stringify(value)).join(',\n')}]`);
      console.log(`${RUNS} random documents printed as ${referenceVersion} prints them, seed ${SEED}`);
    });

    it.each([
      'std.manifestYamlDoc',
      'std.toString',
      'std.manifestPython',
      'std.manifestJson',
      'std.manifestJsonMinified',
    ])('gives the same text by %s', async (name) => {
      const values = fc.sample(documents, { numRuns: 200, seed: SEED });
      await compare(`[${values.map((value) => `${name}(${JSON.stringify(value)})`).join(',\n')}]`);
    });

    it('gives the same text by std.manifestTomlEx', async () => {
      const tables = fc.dictionary(
        fc.constantFrom('a', 'b c', 'd"e', 'f'),
        fc.jsonValue({ maxDepth: 3, depthSize: 'small' }),
        { maxKeys: 3 },
      );
      // The reference cannot write null and writes empty keys as nothing, which is no TOML.
      const isFair = (value: object): boolean => !/null|"":/.test(JSON.stringify(value));
      const values = fc.sample(tables, { numRuns: 300, seed: SEED }).filter(isFair);
      await compare(
        `[${values.map((value) => `std.manifestTomlEx(${JSON.stringify(value)}, '  ')`).join(',\n')}]`,
      );
      console.log(
        `${values.length} random tables written in TOML as ${referenceVersion} writes them, seed ${SEED}`,
      );
    });
  },
);

describe('manifestJson', () => {
  it('round-trips random documents', () => {
    fc.assert(
      fc.property(documents, (value) => {
        expect(JSON.parse(manifestJson(value))).toEqual(value);
      }),
    );
  });

  it('indents as told', () => {
    expect(manifestJson({ b: [1, {}], a: [] }, { indent: 2 })).toBe(
      '{\n  "a": [ ],\n  "b": [\n    1,\n    { }\n  ]\n}',
    );
  });
});

describe('manifestYamlDoc', () => {
  it.each([true, false])('is read back by a YAML parser, with quoted keys %s', (quoteKeys) => {
    const texts = fc.string({ unit: 'grapheme-ascii' });
    const values = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(texts, fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('any'), { maxLength: 3 }),
        fc
          .dictionary(
            fc.oneof(
              texts,
              fc.constantFrom(
                'yes',
                'No',
                '1e3',
                '0x1f',
                '2020-01-01',
                '~',
                'plain-key',
                '-',
                'null',
                '1_000',
                '.5',
              ),
            ),
            tie('any'),
            { maxKeys: 3 },
          )
          .map((value) => ({ ...value })),
      ) as fc.Arbitrary<Json>,
    })).any;
    fc.assert(
      fc.property(values, (value) => {
        expect(load(manifestYamlDoc(value, { quoteKeys, indentArrays: !quoteKeys }))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
    console.log('manifestYamlDoc: 2000 random documents read back');
  });

  it('writes streams', () => {
    expect(manifestYamlStream([1, { a: [] }])).toBe('---\n1\n---\n"a": []\n...\n');
    expect(manifestYamlStream(['x'], { endsDocument: false })).toBe('---\n"x"\n');
  });
});
