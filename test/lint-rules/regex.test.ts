import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type TSESTree } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface FoundRegex {
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

function findRegexes(path: string): FoundRegex[] {
  const found: FoundRegex[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as Partial<TSESTree.RegExpLiteral>;
    if (node.type === 'Literal' && node.regex) {
      found.push({ place: `${path}:${node.loc?.start.line}`, ...node.regex });
    }
    Object.values(value).forEach(visit);
  };
  visit(parse(readFileSync(join(root, path), 'utf8'), { loc: true, range: true }));
  return found;
}

const files = ['src/policies', 'lint-rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

describe('regular expressions of policies and rules', () => {
  it('need time linear in their input', { timeout: 120_000 }, async () => {
    // The backend in JavaScript: no Java and no binary of the platform is needed.
    process.env['RECHECK_BACKEND'] = 'pure';
    const { check } = await import('recheck');
    const regexes = files.flatMap(findRegexes);
    const unsafe: string[] = [];
    for (const { place, pattern, flags } of regexes) {
      const { status, complexity } = await check(pattern, flags, { timeout: 20_000 });
      if (status !== 'safe') unsafe.push(`${place} /${pattern}/${flags}: ${status} ${complexity?.summary}`);
    }
    console.log(`recheck: ${regexes.length} expressions in ${files.length} files, ${unsafe.length} not safe`);
    expect(regexes.length).toBeGreaterThan(5);
    expect(unsafe).toEqual([]);
  });

  it('are written out, so that all of them can be checked', () => {
    const dynamic = files.filter((file) => /\bRegExp\(/.test(readFileSync(join(root, file), 'utf8')));
    expect(dynamic).toEqual([]);
  });
});
