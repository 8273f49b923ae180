import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicateKey, scanKeys } from '../../src/check/find-duplicate-key.js';

const key = fc.constantFrom('a', 'b', '', '__proto__', 'a"b', '\\', 'ä', 'level');

describe('findDuplicateKey', () => {
  it.each([
    ['{}', undefined, 1],
    ['{"a":1,"b":{"a":2}}', undefined, 2],
    ['[{"a":1},{"a":2}]', undefined, 2],
    ['{"a":"\\"a\\":","b":"{\\"b\\":"}', undefined, 1],
    ['{"a":1,"a":2}', 'a', 1],
    ['{"a" : 1, "\\u0061":2}', 'a', 1],
    ['{"x":{"__proto__":1,"__proto__":2}}', '__proto__', 2],
    ['{"\\\\":1,"\\\\":2}', '\\', 1],
  ])('scans %s', (json, duplicate, depth) => {
    expect(findDuplicateKey(json)).toEqual(duplicate === undefined ? { depth } : { duplicate, depth });
    expect(scanKeys(json, JSON.parse(json) as object)).toEqual(findDuplicateKey(json));
  });

  it('agrees with what was written, on objects of random shape', () => {
    let duplicates = 0;
    let count = 0;
    type Tree = readonly (readonly [string, Tree | string])[];
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.array(
        fc.tuple(
          key,
          fc.oneof(
            { depthSize: 'small' },
            fc.constantFrom('x', '"a":', '{"a":1'),
            tie('tree') as fc.Arbitrary<Tree>,
          ),
        ),
        { maxLength: 4 },
      ) as fc.Arbitrary<Tree>,
    }));
    const write = (node: Tree): string =>
      `{${node.map(([name, value]) => `${JSON.stringify(name)}:${typeof value === 'string' ? JSON.stringify(value) : write(value)}`).join(',')}}`;
    const repeats = (node: Tree): boolean =>
      new Set(node.map(([name]) => name)).size < node.length ||
      node.some(([, value]) => typeof value !== 'string' && repeats(value));
    fc.assert(
      fc.property(tree, (node) => {
        count += 1;
        const has = repeats(node);
        duplicates += has ? 1 : 0;
        const json = write(node);
        const scan = findDuplicateKey(json);
        expect(scan.duplicate !== undefined).toBe(has);
        expect(scanKeys(json, JSON.parse(json) as object)).toEqual(scan);
      }),
      { numRuns: 5000 },
    );
    console.log(`${count} objects, ${duplicates} with a key twice`);
  });

  it('scans 100,000 levels without recursion', () => {
    const json = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(findDuplicateKey(json)).toEqual({ depth: 100_000 });
    expect(scanKeys(json, JSON.parse(json) as object)).toEqual({ depth: 100_000 });
  });
});
