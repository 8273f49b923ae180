import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorMessages } from '../../src/errors.js';

const root = join(import.meta.dirname, '../..');
const codes = Object.keys(errorMessages);

function readSources(): string {
  const files = ['src', 'lint-rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(root, folder, file),
    ),
  );
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('src/errors.ts'));
  return sources.map((file) => readFileSync(file, 'utf8')).join('\n');
}

describe('the error table', () => {
  it('holds only codes that something throws', () => {
    const sources = readSources();
    expect(codes.filter((code) => !sources.includes(code))).toEqual([]);
  });

  it('is explained in docs/errors.md, which explains nothing else', () => {
    const documented = [...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^### `(TRI_\w+)`/gm)];
    expect(documented.map((match) => match[1]).sort()).toEqual([...codes].sort());
  });

  it('names its codes TRI_<ROOM>_<STATE> and ends its sentences', () => {
    for (const [code, text] of Object.entries(errorMessages)) {
      expect(code).toMatch(/^TRI_[A-Z]+(?:_[A-Z]+)+$/);
      expect(text, code).toMatch(/[.}?]$/);
    }
  });
});
