import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lint-rules/support/parse-settings.js';
import { defaultConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';

describe('parseSettings', () => {
  it('fills in the defaults', () => {
    expect(parseSettings({})).toEqual({
      config: 'tricord.config',
      conventions: {},
      definers: [],
      loggers: ['log', 'logger'],
      loggerModules: [],
      loggerKind: 'pino',
      instrumentNames: 'suffixed',
    });
  });

  it('takes the conventions that a project states, whole', () => {
    const { conventions } = parseSettings({ tricord: { conventions: defaultConventions } });
    expect(conventions).toEqual(defaultConventions);
  });

  it.each([
    ['an unknown key', { logger: [] }, 'ESLint setting `tricord.logger` is unknown.'],
    ['an unknown convention', { conventions: { prefix: 'a' } }, '`tricord.conventions.prefix` is unknown.'],
    ['an inherited name', { conventions: { toString: 'a' } }, '`tricord.conventions.toString` is unknown.'],
    [
      'a wrong type',
      { definers: './a.js' },
      "`tricord.definers` is `'./a.js'`; it must be a list of strings.",
    ],
    ['a wrong item', { loggers: [1] }, '`tricord.loggers` is `[ 1 ]`; it must be a list of strings.'],
    ['a wrong dialect', { conventions: { logDialect: 'xml' } }, 'it must be `zap`, `ego` or `ecs`.'],
    [
      'a wrong nested value',
      { conventions: { scrape: { port: 0 } } },
      '`tricord.conventions.scrape.port` is `0`',
    ],
    ['settings that are no object', 'shop_', 'ESLint setting `tricord` is'],
    ['a kind of logger that there is not', { loggerKind: 'winston' }, 'it must be `pino` or `tricord`.'],
    ['a configuration that is no path', { config: true }, 'it must be a path or `false`.'],
    ['a list of conventions', { conventions: [] }, '`tricord.conventions` is `[]`; it must be an object.'],
  ])('refuses %s', (_case, tricord, text) => {
    expect(() => parseSettings({ tricord })).toThrow(text);
  });

  it('refuses or takes whatever it is given, and throws nothing else', () => {
    const key = fc.constantFrom(
      'conventions',
      'definers',
      'loggers',
      'userPrefix',
      'scrape',
      'port',
      '__proto__',
    );
    const anything = fc.object({ key, maxDepth: 3, withNullPrototype: true, withBigInt: true });
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(anything, fc.anything()), (tricord) => {
        try {
          parseSettings({ tricord });
        } catch (error) {
          refused += 1;
          expect(error).toBeInstanceOf(TricordError);
        }
      }),
      { numRuns: 2_000 },
    );
    console.log(`settings: 2000 settings, ${refused} refused with a code, 0 other errors`);
    expect(refused).toBeGreaterThan(500);
  });
});
