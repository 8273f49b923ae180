import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { TricordError } from '../errors.js';
import { findPackageRoot } from '../package-root.js';
import { nearestName } from '../policies/nearest-name.js';
import type { SettingsInput } from './settings.js';

/** Returns settings from one source once they fit the schema; `source` says where they stand, for the error. */
export type SettingsParser = (input: unknown, source: string) => SettingsInput;

/** Compiles the schema of settings once, for all the sources of a start. */
export function createSettingsParser(): SettingsParser {
  const schema: unknown = JSON.parse(
    readFileSync(join(findPackageRoot(), 'schemas/settings.schema.json'), 'utf8'),
  );
  const validate = new Ajv2020({ verbose: true }).compile(schema as object);
  return (input, source) => {
    if (validate(input)) return input as SettingsInput;
    throw explain(validate.errors?.[0], source);
  };
}

function explain(error: ErrorObject | undefined, source: string): TricordError {
  const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  if (error?.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const near = nearestName(key, known);
    const hint = near === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
    return new TricordError('TRI_SETTINGS_UNKNOWN_KEY', {
      key: path === '' ? key : `${path}.${key}`,
      source,
      hint,
    });
  }
  const expected =
    error?.keyword === 'enum'
      ? `one of ${(error.params['allowedValues'] as string[]).join(', ')}`
      : error?.message?.replace(/^must (?:be )?/, '');
  return new TricordError('TRI_SETTINGS_WRONG_VALUE', {
    key: path === '' ? 'settings' : path,
    source,
    // Headers carry tokens.
    value: path.startsWith('traces.headers')
      ? '(hidden)'
      : (JSON.stringify(error?.data) ?? String(error?.data)),
    expected: expected ?? 'another value',
  });
}
