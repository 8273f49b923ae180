import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { ESLint, Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it } from 'vitest';
import plugin, { rules } from '../../lint-rules/index.js';

const root = join(import.meta.dirname, '../..');
const bad = `import { Counter } from 'prom-client';\nconsole.log(new Counter({ name: 'orders' }));`;

async function lint(config: Linter.Config[]): Promise<string[]> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintText(bad, { filePath: 'shop.js' });
  return (result?.messages ?? []).map(({ ruleId }) => String(ruleId));
}

describe('tricord/eslint', () => {
  it('has a rule for each file, sorted by name', () => {
    const files = readdirSync(join(root, 'lint-rules')).filter(
      (file) => file.endsWith('.ts') && file !== 'index.ts',
    );
    expect(Object.keys(plugin.rules ?? {})).toEqual(files.map((file) => file.replace('.ts', '')).sort());
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(plugin.rules ?? {}));
  });

  it('says in one sentence what each rule wants', () => {
    for (const { id, summary } of rules) expect(summary, id).toMatch(/^[A-Z`].*\.$/);
  });

  it('names itself, so that caches of ESLint know its version', () => {
    expect(plugin.meta).toMatchObject({ name: 'tricord', namespace: 'tricord' });
    expect(plugin.meta?.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('is a flat config for each level', async () => {
    const recommended = await lint([plugin.configs.recommended]);
    expect(recommended).toEqual(['tricord/metric-help', 'tricord/metric-prefix', 'tricord/metric-unit']);
    const strict = await lint([plugin.configs.strict]);
    expect(strict.toSorted()).toEqual([...recommended, 'tricord/no-console']);
  });

  it('can be extended by name', async () => {
    const config = defineConfig({ plugins: { tricord: plugin }, extends: ['tricord/strict'] });
    expect(await lint(config)).toContain('tricord/no-console');
  });

  it('refuses options that are unknown or of the wrong type', () => {
    const refused = ['no-console', 'no-metric-in-function', 'metric-name'].flatMap((id) =>
      [{ alow: [] }, { allow: 'log' }, { allowIn: [1] }, 1, 'a', []].map((option) => {
        const config = {
          plugins: { tricord: plugin },
          rules: { [`tricord/${id}`]: ['error', option] },
        } as Linter.Config;
        expect(() => new Linter().verify(bad, config)).toThrow(/Configuration for rule|Key "rules"/);
        return id;
      }),
    );
    console.log(`options: ${refused.length} wrong options refused, 0 stack traces of a rule`);
  });

  it('needs no package but itself', () => {
    const files = readdirSync(join(root, 'lint-rules'), { recursive: true, encoding: 'utf8' });
    const imports = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => parse(readFileSync(join(root, 'lint-rules', file), 'utf8')).body)
      .filter((node) => node.type === 'ImportDeclaration' && node.importKind !== 'type')
      .map((node) => String((node as TSESTree.ImportDeclaration).source.value));
    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter((module) => !/^(?:\.|node:)/.test(module))).toEqual([]);
  });
});
