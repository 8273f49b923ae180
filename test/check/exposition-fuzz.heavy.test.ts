import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExposition } from '../../src/check/check-exposition.js';
import { parseExpositionLine } from '../../src/check/parse-exposition-line.js';
import { goodOpenMetricsPage, goodPage } from './seeded-pages.js';

const pages = [goodPage, goodOpenMetricsPage].map((page) => Buffer.from(page));

/** Bytes that a grammar might trip over, and any other. */
const bytes = fc.oneof(
  fc.constantFrom(
    ...[
      '\0',
      '\ufeff',
      '\r\n',
      '\n\n',
      '{',
      '}',
      '"',
      '\\',
      '#',
      '# EOF\n',
      '__proto__',
      'constructor',
      ',',
      '=',
    ].map((t) => Buffer.from(t)),
  ),
  fc.uint8Array({ maxLength: 6 }).map((array) => Buffer.from(array)),
);
const mutated = fc
  .tuple(
    fc.constantFrom(...pages),
    fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), bytes }), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([page, mutations]) =>
    mutations.reduce((text, { at, cut, bytes: insert }) => {
      const offset = Math.floor(at * text.length);
      return Buffer.concat([text.subarray(0, offset), insert, text.subarray(offset + cut)]);
    }, page),
  );

describe('the exposition parser', () => {
  it('never throws on 20,000 mutated pages, and points within the line it shows', async () => {
    const counts = { pages: 0, faulty: 0, problems: 0 };
    await fc.assert(
      fc.asyncProperty(mutated, async (page) => {
        const { problems } = await checkExposition([page], { file: 'page' });
        counts.pages += 1;
        counts.faulty += problems.length > 0 ? 1 : 0;
        counts.problems += problems.length;
        for (const { location, text } of problems) {
          expect(text).not.toMatch(/undefined|\{\w+\}$/);
          const { column = 1, source = '' } = location ?? {};
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual(source.length + 1);
        }
      }),
      { numRuns: 20_000 },
    );
    console.log(
      `${counts.pages} mutated pages: ${counts.faulty} faulty, ${counts.problems} problems, 0 thrown`,
    );
  }, 120_000);

  it('reads back every label value and help text that is escaped by the rules', () => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[\n\r]/.test(text)),
        fc.constantFrom('text', 'openmetrics'),
        (value, format) => {
          count += 1;
          const written = `${value}\n`.replace(
            /[\\\n"]/g,
            (c) => ({ '\\': '\\\\', '\n': '\\n', '"': '\\"' })[c] ?? c,
          );
          const line = parseExpositionLine(`x{a="${written}"} 1`, format as 'text');
          expect(line.kind === 'sample' ? line.sample.labels : line).toEqual([['a', `${value}\n`]]);
        },
      ),
      { numRuns: 5000 },
    );
    console.log(`${count} label values read back`);
  });
});
