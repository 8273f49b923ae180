import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ServiceConfig } from '../catalog/service-config.js';
import { TricordError } from '../errors.js';
import { findPackageRoot } from '../package-root.js';
import { nearestName } from '../policies/nearest-name.js';

let validator: ValidateFunction | undefined;

function compileSchema(): ValidateFunction {
  const schema: unknown = JSON.parse(
    readFileSync(join(findPackageRoot(), 'schemas/config.schema.json'), 'utf8'),
  );
  return new Ajv2020({ verbose: true, allErrors: true, strict: false }).compile(schema as object);
}

/** Returns a configuration once it fits schemas/config.schema.json; throws `TRI_CONFIG_…` errors that name the key. */
export function parseConfig(input: unknown, path: string): ServiceConfig {
  // Compiling takes 90 ms, which each of many services should not pay.
  const validate = (validator ??= compileSchema());
  if (validate(input)) return input as ServiceConfig;
  // A misspelt key explains a missing one, so it is said first.
  const errors = validate.errors ?? [];
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  throw explain(error, path);
}

function explain(error: ErrorObject | undefined, path: string): TricordError {
  const parents = (error?.instancePath ?? '').split('/').slice(1);
  if (error?.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const near = nearestName(key, known);
    const hint = near === undefined ? `Known there: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
    return new TricordError('TRI_CONFIG_UNKNOWN_KEY', { key: [...parents, key].join('.'), path, hint });
  }
  const isMissing = error?.keyword === 'required';
  const keys = isMissing ? [...parents, String(error.params['missingProperty'])] : parents;
  return new TricordError('TRI_CONFIG_WRONG_TYPE', {
    key: keys.length === 0 ? 'the configuration' : keys.join('.'),
    path,
    got: isMissing ? 'missing' : show(error?.data),
    expected: isMissing ? 'given' : expectation(error),
  });
}

function expectation(error: ErrorObject | undefined): string {
  const { keyword, params, schema, parentSchema, message = 'another value' } = error ?? {};
  if (keyword === 'enum') return `one of ${(schema as unknown[]).map(String).join(', ')}`;
  const [example] = (parentSchema?.['examples'] ?? []) as unknown[];
  if (keyword === 'pattern' && example !== undefined) return `text like \`${String(example)}\``;
  if (keyword !== 'type') return message.replace(/^must (?:be )?/, '');
  const type = String(params?.['type']);
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
