import { inspect } from 'node:util';
import { type ConventionOverrides, defaultConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';
import { dialects } from '../../src/log-dialects.js';

/** What a project may say under `settings.tricord` of its ESLint configuration. */
export interface LintSettings {
  /** Path of the configuration to read conventions from, relative to where ESLint runs; `false` reads none. */
  readonly config?: string | false;
  /** Conventions that go before those of `tricord.config.*`; the defaults hold for the rest. */
  readonly conventions?: ConventionOverrides;
  /** Modules, as they are imported, that pass on `defineCounter` and its siblings, such as `./define.js`. */
  readonly definers?: readonly string[];
  /** Names under which loggers go; `log` and `logger` by default. */
  readonly loggers?: readonly string[];
  /** Packages whose exports under those names are pino loggers too. */
  readonly loggerModules?: readonly string[];
  /** What the loggers are whose making cannot be seen: they drop what follows a message, or are Tricord's, which keep it. */
  readonly loggerKind?: 'pino' | 'tricord';
  /** How OpenTelemetry instruments are named in Prometheus: with their unit, as collectors do, or without, as the exporter of OpenTelemetry JS does. */
  readonly instrumentNames?: 'suffixed' | 'unsuffixed';
}

/** The settings with every default filled in. */
export type ParsedSettings = Required<LintSettings>;

type Test = readonly [expected: string, accepts: (value: unknown) => boolean];
interface Shape {
  readonly [key: string]: Test | Shape;
}

const text: Test = ['a string', (value) => typeof value === 'string'];
const flag: Test = ['`true` or `false`', (value) => typeof value === 'boolean'];
const texts: Test = [
  'a list of strings',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
];
const count: Test = ['a whole number above 0', (value) => Number.isInteger(value) && Number(value) > 0];
const spanDialects = ['otel', 'opentracing', 'ego'];

/** Each convention has the type of its default; the dialects are also among those there are. */
const conventionShape: Shape = {
  ...shapeOf(defaultConventions),
  logDialect: ['`zap`, `ego` or `ecs`', (value) => Object.hasOwn(dialects, String(value))],
  spanDialects: [
    'a list of `otel`, `opentracing` and `ego`',
    (value) => Array.isArray(value) && value.every((item) => spanDialects.includes(item as string)),
  ],
};

function shapeOf(defaults: object): Shape {
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, testOf(value)]));
}

function testOf(value: unknown): Test | Shape {
  if (Array.isArray(value)) return texts;
  if (typeof value === 'object' && value !== null) return shapeOf(value);
  return typeof value === 'number' ? count : typeof value === 'boolean' ? flag : text;
}

const settingShape: Shape = {
  config: ['a path or `false`', (value) => typeof value === 'string' || value === false],
  definers: texts,
  loggers: texts,
  loggerModules: texts,
  loggerKind: ['`pino` or `tricord`', (value) => value === 'pino' || value === 'tricord'],
  instrumentNames: ['`suffixed` or `unsuffixed`', (value) => value === 'suffixed' || value === 'unsuffixed'],
};

/** What to throw of a key: where it stands decides the code. */
interface Refusals {
  unknown(key: string, known: string): TricordError;
  wrong(key: string, got: string, expected: string): TricordError;
}

const ofSettings: Refusals = {
  unknown: (key, known) => new TricordError('TRI_LINT_UNKNOWN_SETTING', { key: `tricord.${key}`, known }),
  wrong: (key, value, expected) =>
    new TricordError('TRI_LINT_WRONG_SETTING', {
      key: key === '' ? 'tricord' : `tricord.${key}`,
      value,
      expected,
    }),
};

/**
 * Reads `settings.tricord` of an ESLint configuration.
 * Throws `TRI_LINT_UNKNOWN_SETTING` or `TRI_LINT_WRONG_SETTING`, which name the key.
 */
export function parseSettings(settings: Readonly<Record<string, unknown>>): ParsedSettings {
  const { conventions, ...rest } = assertObject(settings['tricord'] ?? {}, '', ofSettings);
  assertShape(rest, settingShape, '', { ...ofSettings, alsoKnown: ['conventions'] });
  return {
    config: 'tricord.config',
    definers: [],
    loggers: ['log', 'logger'],
    loggerModules: [],
    loggerKind: 'pino',
    instrumentNames: 'suffixed',
    ...(rest as LintSettings),
    conventions: conventions === undefined ? {} : parseConventions(conventions, ofSettings),
  };
}

/** Reads the conventions of a configuration file. Throws `TRI_CONFIG_UNKNOWN_KEY` or `TRI_CONFIG_WRONG_TYPE`. */
export function parseConfigConventions(conventions: unknown, path: string): ConventionOverrides {
  return parseConventions(conventions, {
    unknown: (key, known) =>
      new TricordError('TRI_CONFIG_UNKNOWN_KEY', { key, path, hint: `Known there: ${known}.` }),
    wrong: (key, got, expected) => new TricordError('TRI_CONFIG_WRONG_TYPE', { key, path, got, expected }),
  });
}

function parseConventions(conventions: unknown, refusals: Refusals): ConventionOverrides {
  const object = assertObject(conventions, 'conventions', refusals);
  assertShape(object, conventionShape, 'conventions.', refusals);
  return structuredClone(object) as ConventionOverrides;
}

function assertShape(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
  path: string,
  refusals: Refusals & { readonly alsoKnown?: readonly string[] },
): void {
  for (const [key, item] of Object.entries(value)) {
    const test = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (test === undefined) {
      const names = [...(refusals.alsoKnown ?? []), ...Object.keys(shape)];
      throw refusals.unknown(path + key, names.map((name) => `\`${name}\``).join(', '));
    }
    if (!isTest(test))
      assertShape(assertObject(item, path + key, refusals), test, `${path}${key}.`, refusals);
    else if (!test[1](item)) throw refusals.wrong(path + key, show(item), test[0]);
  }
}

function isTest(test: Test | Shape): test is Test {
  return Array.isArray(test);
}

function assertObject(value: unknown, key: string, refusals: Refusals): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusals.wrong(key, show(value), 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function show(value: unknown): string {
  return inspect(value, { depth: 2, breakLength: Infinity }).slice(0, 80);
}
