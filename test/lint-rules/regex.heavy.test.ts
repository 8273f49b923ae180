import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import type { AttackPattern } from 'recheck';
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

/** Time of the expression on an attack that repeats each pump `times`, the best of five. */
function measureAttack(
  { pattern, flags }: FoundRegex,
  { pumps, suffix }: AttackPattern,
  times: number,
): number {
  const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
  const runs = [1, 2, 3, 4, 5].map(() => {
    const expression = new RegExp(pattern, flags);
    const start = performance.now();
    expression.test(text);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

describe('regular expressions of policies and rules', () => {
  it('need time linear in their input', { timeout: 120_000 }, async () => {
    // The backend in JavaScript: no Java and no binary of the platform is needed.
    process.env['RECHECK_BACKEND'] = 'pure';
    const { check } = await import('recheck');
    const regexes = files.flatMap(findRegexes);
    const unsafe: string[] = [];
    let measured = 0;
    for (const regex of regexes) {
      const { place, pattern, flags } = regex;
      const verdict = await check(pattern, flags, { timeout: 20_000 });
      if (verdict.status === 'safe') continue;
      const summary = `${place} /${pattern}/${flags}: ${verdict.status}`;
      // The automaton is exact. The fuzzer takes bounded repeats for endless ones: its own attack, doubled, decides.
      if (verdict.status !== 'vulnerable' || verdict.checker === 'automaton') {
        unsafe.push(summary);
        continue;
      }
      measured += 1;
      const [short, long] = [20_000, 40_000].map((times) => measureAttack(regex, verdict.attack, times));
      // What is quadratic takes seconds here; a few milliseconds more or less are the machine's.
      if ((long ?? 0) > 3 * Math.max(short ?? 0, 20)) unsafe.push(`${summary}, ${short} ms, then ${long} ms`);
    }
    const total = `${regexes.length} expressions in ${files.length} files`;
    console.log(`recheck: ${total}, ${measured} of them bounded and measured, ${unsafe.length} not safe`);
    expect(regexes.length).toBeGreaterThan(5);
    expect(unsafe).toEqual([]);
  });

  it('are written out, so that all of them can be checked', () => {
    const built = files.filter((file) => /\bRegExp\(\s*['"`]/.test(readFileSync(join(root, file), 'utf8')));
    expect(built).toEqual([]);
  });
});
