import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import plugin from '../../lint-rules/index.js';

const code = `import { defineCounter } from 'tricord';\ndefineCounter({ name: 'shop_orders_total', help: 'Orders.' });`;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-lint-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Lints a definition of `shop_orders_total` and says which rules object. */
function lint(settings: object = {}, options: { path?: string; withTypes?: boolean } = {}): string[] {
  const { path = 'src/orders/metrics.js', withTypes = true } = options;
  const config: Linter.Config = {
    files: ['**'],
    plugins: { tricord: plugin },
    rules: { 'tricord/metric-prefix': 'error' },
    settings: { tricord: settings },
    ...(withTypes ? { languageOptions: { parser } } : {}),
  };
  const messages = new Linter({ cwd: folder }).verify(code, [config], { filename: join(folder, path) });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

const prefixed = `conventions: { userPrefix: 'shop_' }`;

describe('the conventions of a project', () => {
  it('are the defaults where there is no configuration', () => {
    expect(lint()).toEqual(['tricord/metric-prefix']);
  });

  it.each([
    [
      'TypeScript',
      'tricord.config.ts',
      `import { defineConfig, type ServiceConfig } from 'tricord';\nconst service: ServiceConfig['service'] = { name: 'shop' };\nexport default defineConfig({ service, ${prefixed} } satisfies ServiceConfig);`,
    ],
    [
      'a module',
      'tricord.config.mjs',
      `const config = { service: { name: 'shop' }, ${prefixed} };\nexport default config;`,
    ],
    ['CommonJS', 'tricord.config.js', `module.exports = { service: { name: 'shop' }, ${prefixed} };`],
    ['JSON', 'tricord.config.json', `{ "conventions": { "userPrefix": "shop_" } }`],
    [
      'constants',
      'tricord.config.ts',
      `const prefix = 'shop_' as const;\nexport default { conventions: Object.freeze({ userPrefix: prefix }) };`,
    ],
  ])('are read from %s without running it', (_case, path, text) => {
    write(path, `${path.endsWith('.json') ? '' : `throw new Error('run');\n`}${text}`);
    expect(lint()).toEqual([]);
  });

  it('are read from TypeScript also for a file that another parser reads', () => {
    write('tricord.config.ts', `export default { ${prefixed} } as { conventions: object };`);
    // typescript-eslint is looked for beside the configuration, where a project has it.
    write(
      'node_modules/typescript-eslint/index.js',
      `module.exports = require(${JSON.stringify(join(import.meta.dirname, '../../node_modules/typescript-eslint'))});`,
    );
    expect(lint({}, { withTypes: false })).toEqual([]);
  });

  it('are followed through imports of the project', () => {
    write(
      'tricord.config.ts',
      `import base, { names } from './config/base.js';\nexport default { ...base, conventions: { ...base.conventions, ...names } };`,
    );
    write(
      'config/base.ts',
      `export const names = { userPrefix: 'shop_' };\nexport default { conventions: { seriesBudget: 500 } };`,
    );
    expect(lint()).toEqual([]);
  });

  it('come from the nearest configuration', () => {
    write('tricord.config.ts', `export default { ${prefixed} };`);
    write('src/orders/tricord.config.ts', `export default { conventions: { userPrefix: 'orders_' } };`);
    expect([lint(), lint({}, { path: 'src/carts.js' })]).toEqual([['tricord/metric-prefix'], []]);
  });

  it('are read again when the file has changed, as in an editor', () => {
    write('tricord.config.ts', `export default { ${prefixed} };`);
    expect(lint()).toEqual([]);
    write('tricord.config.ts', `export default { conventions: { userPrefix: 'new_' } };`);
    utimesSync(join(folder, 'tricord.config.ts'), 1, 1);
    expect(lint()).toEqual(['tricord/metric-prefix']);
  });

  it('give way to the settings, and are not looked for when these say so', () => {
    write('tricord.config.ts', `export default { ${prefixed} };`);
    write('other/tricord.ts', `export default { conventions: { userPrefix: 'other_' } };`);
    expect(lint({ conventions: { userPrefix: 'my_' } })).toEqual(['tricord/metric-prefix']);
    expect(lint({ config: false })).toEqual(['tricord/metric-prefix']);
    expect(lint({ config: 'other/tricord.ts' })).toEqual(['tricord/metric-prefix']);
    expect(() => lint({ config: 'nowhere.ts' })).toThrow('TRI_LINT_WRONG_SETTING');
  });

  it.each([
    [
      'come from a package',
      `import { conventions } from '@shop/conventions';\nexport default { conventions };`,
    ],
    ['are computed', `export default { conventions: { userPrefix: process.env.PREFIX } };`],
    ['are in a file that does not parse', `export default {`],
  ])('are not guessed when they %s: rules are silent, and a warning says so once', (_case, text) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    write('tricord.config.ts', text);
    expect([lint(), lint()]).toEqual([[], []]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain(join(folder, 'tricord.config.ts'));
    expect(lint({ conventions: { userPrefix: 'my_' } })).toEqual(['tricord/metric-prefix']);
    warn.mockRestore();
  });

  it.each([
    ['an unknown key', `{ userPrefx: 'shop_' }`, 'TRI_CONFIG_UNKNOWN_KEY: Key `conventions.userPrefx`'],
    ['a wrong type', `{ seriesBudget: 'many' }`, 'TRI_CONFIG_WRONG_TYPE: Key `conventions.seriesBudget`'],
  ])('stop ESLint over %s', (_case, conventions, text) => {
    write('tricord.config.ts', `export default { conventions: ${conventions} };`);
    expect(() => lint()).toThrow(text);
  });
});
