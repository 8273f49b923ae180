import { inspect } from 'node:util';
import { type ConventionOverrides, type Conventions, resolveConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';

/** What a project may say under `settings.tricord` of its ESLint configuration. */
export interface LintSettings {
  /** What `tricord.config` overrides; the defaults hold for the rest. */
  readonly conventions?: ConventionOverrides;
  /** Modules, as they are imported, that pass on `defineCounter` and its siblings, such as `./define.js`. */
  readonly definers?: readonly string[];
  /** Names under which loggers go; `log` and `logger` by default. */
  readonly loggers?: readonly string[];
  /** Packages whose exports under those names are pino loggers too. */
  readonly loggerModules?: readonly string[];
}

/** The settings with every default filled in. */
export interface ParsedSettings {
  readonly conventions: Conventions;
  /** Whether the project has stated conventions, which then hold for definers whose own cannot be seen. */
  readonly hasConventions: boolean;
  readonly definers: readonly string[];
  readonly loggers: readonly string[];
  readonly loggerModules: readonly string[];
}

type Test = readonly [expected: string, accepts: (value: unknown) => boolean];
type Shape = Readonly<Record<string, Test | { readonly [key: string]: Test }>>;

const text: Test = ['a string', (value) => typeof value === 'string'];
const texts: Test = [
  'a list of strings',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
];
const count: Test = ['a whole number above 0', (value) => Number.isInteger(value) && Number(value) > 0];
const dialects = ['otel', 'opentracing', 'ego'];

const conventionShape: Shape = {
  namespace: text,
  userPrefix: text,
  foreignPrefixes: texts,
  unitSuffixes: texts,
  reservedLabels: texts,
  targetLabels: texts,
  seriesBudget: count,
  logDialect: ['`zap`, `ego` or `ecs`', (value) => ['zap', 'ego', 'ecs'].includes(value as string)],
  spanDialects: [
    'a list of `otel`, `opentracing` and `ego`',
    (value) => Array.isArray(value) && value.every((item) => dialects.includes(item)),
  ],
  scrape: { port: count, path: text, podLabels: texts },
  identity: { appHeader: text, traceIdHeader: text },
};

const settingShape: Shape = { definers: texts, loggers: texts, loggerModules: texts };

/**
 * Reads `settings.tricord` of an ESLint configuration.
 * Throws `TRI_LINT_UNKNOWN_SETTING` or `TRI_LINT_WRONG_SETTING`, which name the key.
 */
export function parseSettings(settings: Readonly<Record<string, unknown>>): ParsedSettings {
  const { conventions, ...rest } = assertObject(settings['tricord'] ?? {}, 'tricord');
  assertShape(rest, settingShape, 'tricord.', ['conventions']);
  if (conventions !== undefined)
    assertShape(assertObject(conventions, 'tricord.conventions'), conventionShape, 'tricord.conventions.');
  const { definers = [], loggers = ['log', 'logger'], loggerModules = [] } = rest as LintSettings;
  return {
    conventions: resolveConventions(structuredClone(conventions ?? {})),
    hasConventions: conventions !== undefined,
    definers,
    loggers,
    loggerModules,
  };
}

function assertShape(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
  path: string,
  alsoKnown: readonly string[] = [],
): void {
  for (const [key, item] of Object.entries(value)) {
    const test = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (test === undefined) {
      const known = [...alsoKnown, ...Object.keys(shape)].map((name) => `\`${name}\``).join(', ');
      throw new TricordError('TRI_LINT_UNKNOWN_SETTING', { key: path + key, known });
    }
    if (!isTest(test)) assertShape(assertObject(item, path + key), test, `${path}${key}.`);
    else if (!test[1](item)) refuse(path + key, item, test[0]);
  }
}

function isTest(test: Shape[string]): test is Test {
  return Array.isArray(test);
}

function assertObject(value: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(key, value, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function refuse(key: string, value: unknown, expected: string): never {
  const got = inspect(value, { depth: 2, breakLength: Infinity });
  throw new TricordError('TRI_LINT_WRONG_SETTING', { key, value: got.slice(0, 80), expected });
}
