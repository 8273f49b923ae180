import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkExposition } from '../../src/check/check-exposition.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';
import { goodPage, seeds } from './seeded-pages.js';

/** Whether the real promtool takes a page; what it says of names that are foreign to us does not count. */
function promtoolAccepts(page: string | Buffer): boolean {
  const { status, stderr } = spawnSync(findProgram('promtool') ?? 'promtool', ['check', 'metrics'], {
    input: page,
  });
  const said = stderr.toString().trim().split('\n');
  return status === 0 || said.every((line) => /^nodejs_\w+ /.test(line));
}

async function weAccept(page: string | Buffer): Promise<boolean> {
  const { counts } = await checkExposition([Buffer.from(page)], { file: 'page', format: 'text' });
  return counts.size === 0;
}

/** Pieces of the grammar, so that mutations stay near what a parser nearly accepts. */
const tokens = [
  '{',
  '}',
  '"',
  '=',
  ',',
  '\\',
  '\n',
  ' ',
  '\t',
  '#',
  '# TYPE ',
  '# HELP ',
  '_total',
  '_bucket',
  'le="1"',
  '+Inf',
  'NaN',
  '-1',
  '1e3',
  '0x1',
  'é',
  '\r',
  '__name__',
  '1_0',
  '.5',
  '5.',
  '+',
  'counter',
  'summary',
];

const mutation = fc.record({
  at: fc.nat(goodPage.length - 1),
  cut: fc.nat(6),
  insert: fc.oneof(fc.constantFrom(...tokens), fc.constant('')),
});

describeWith(['promtool'], 'agreement with promtool check metrics', () => {
  it('accepts the good page, as promtool does', async () => {
    expect(promtoolAccepts(goodPage)).toBe(true);
    expect(await weAccept(goodPage)).toBe(true);
  });

  it('rejects every seeded page that promtool rejects, and those it misses', async () => {
    const verdicts = await Promise.all(
      seeds.map(async ({ name, page }) => ({
        name,
        promtool: promtoolAccepts(page),
        we: await weAccept(page),
      })),
    );
    const missed = verdicts.filter(({ we }) => we).map(({ name }) => name);
    const rejected = verdicts.filter(({ promtool }) => !promtool).length;
    console.log(
      `${seeds.length} seeded pages: promtool rejects ${rejected}, we reject ${seeds.length - missed.length}`,
    );
    expect(missed).toEqual([]);
    expect(seeds.length).toBeGreaterThanOrEqual(100);
    expect(rejected).toBeGreaterThanOrEqual(60);
  }, 120_000);

  it('rejects every mutated page that promtool rejects', async () => {
    const counts = { pages: 0, promtool: 0, we: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
        const page = mutations.reduce(
          (text, { at, cut, insert }) => text.slice(0, at) + insert + text.slice(at + cut),
          goodPage,
        );
        const [promtool, we] = [promtoolAccepts(page), await weAccept(page)];
        counts.pages += 1;
        counts.promtool += promtool ? 0 : 1;
        counts.we += we ? 0 : 1;
        expect(!we || promtool).toBe(true);
      }),
      { numRuns: 400, verbose: true },
    );
    console.log(`${counts.pages} mutated pages: promtool rejects ${counts.promtool}, we reject ${counts.we}`);
  }, 600_000);
});
