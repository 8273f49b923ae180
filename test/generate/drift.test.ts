import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateProduct } from '../../src/generate/generate-product.js';
import { writeFiles } from '../../src/generate/write-files.js';

const root = join(import.meta.dirname, '../..');

describe('the generated files of this package', () => {
  it('are current; `npm run generate` makes them so', () => {
    const reports = writeFiles(generateProduct(), { root, mode: 'compare' });
    // Other generators write into the same folders; `npm run generate -- --check` knows them all.
    const drifted = reports.filter(({ state }) => state !== 'current' && state !== 'extra');
    console.log(`${reports.length} generated files compared`);
    expect(drifted.map(({ path, state, diff = '' }) => `${state} ${path}\n${diff.slice(0, 2000)}`)).toEqual(
      [],
    );
  });
});
