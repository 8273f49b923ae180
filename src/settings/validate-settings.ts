import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { TricordError } from '../errors.js';
import type { SettingNote } from './ego-logger.js';
import { buildTree, type Entry, keyOf, type Layer } from './entries.js';
import { isSecret } from './mask.js';
import { findPackageRoot } from '../package-root.js';
import { readEntries } from './read-entries.js';
import { readSettingsSchema } from './schema.js';

/** Reads and judges what sources set. */
export interface SettingsParser {
  /** Returns what an object sets; `source` says where it stands, for errors and for operators. */
  parse(input: unknown, source: string): ParsedLayer;
  /** Judges values that are in place already. */
  judge(entries: readonly Entry[], source: string): Layer;
}

/** What a source sets, and which of its sections are no settings of ours. */
export interface ParsedLayer {
  readonly layer: Layer;
  readonly left: readonly string[];
  readonly notes: readonly SettingNote[];
}

/** The schema of settings as ajv compiled it when the package was made: to compile it at each start would cost 150 ms and 7 MB. */
const compiled = 'schemas/generated/validate-settings.cjs';

/** Returns the parser for all the sources of a process. */
export function createSettingsParser(): SettingsParser {
  const schema = readSettingsSchema();
  const validate = createRequire(import.meta.url)(join(findPackageRoot(), compiled)) as ValidateFunction;
  const judge = (entries: readonly Entry[], source: string): Layer => {
    const tree = buildTree(entries);
    if (!validate(tree)) throw explain(validate.errors?.[0], tree, { entries, source });
    return new Map(entries.map((entry) => [keyOf(entry.path), entry]));
  };
  return {
    judge,
    parse(input, source) {
      if (typeof input !== 'object' || input === null || Array.isArray(input)) {
        throw wrongValue('settings', source, input, 'an object');
      }
      const { entries, left, notes } = readEntries(
        input as Readonly<Record<string, unknown>>,
        schema,
        source,
      );
      return { layer: judge(entries, source), left, notes };
    },
  };
}

function explain(
  error: ErrorObject | undefined,
  tree: unknown,
  { entries, source }: { readonly entries: readonly Entry[]; readonly source: string },
): TricordError {
  const path = (error?.instancePath ?? '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = keyOf(path);
  // An entry may hold more than the schema complains of, such as a map of headers.
  const entry = entries.find((one) => key === keyOf(one.path) || key.startsWith(`${keyOf(one.path)}.`));
  const value = isSecret(key) ? '(hidden)' : findValue(tree, path);
  return wrongValue(
    entry?.spelled ?? (key === '' ? 'settings' : key),
    source,
    value,
    expectation(error, key),
  );
}

function findValue(tree: unknown, path: readonly string[]): unknown {
  return path.reduce((node, key) => (node as Readonly<Record<string, unknown>>)[key], tree);
}

function expectation(error: ErrorObject | undefined, key: string): string {
  if (error?.keyword === 'enum') return `one of ${(error.params['allowedValues'] as string[]).join(', ')}`;
  if (key.endsWith('Ms') && error?.keyword === 'type') return 'milliseconds or a duration such as 500ms';
  if (error?.keyword === 'propertyNames') return 'made of names of components';
  return error?.message?.replace(/^must (?:be )?/, '') ?? 'another value';
}

function wrongValue(key: string, source: string, value: unknown, expected: string): TricordError {
  return new TricordError('TRI_SETTINGS_WRONG_VALUE', { key, source, value: describe(value), expected });
}

/** Never what stands inside an object: it may hold secrets, and shared YAML aliases make it endless. */
function describe(value: unknown): string {
  if (value === '(hidden)') return value;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return (typeof value === 'string' ? JSON.stringify(value) : String(value)).slice(0, 200);
}
