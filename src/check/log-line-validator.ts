import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { LogDialect } from '../conventions.js';
import { TricordError } from '../errors.js';
import { findPackageRoot } from '../package-root.js';
import type { LogLineFault } from '../policies/log-line.js';

/** Characters of a wrong value that are shown. */
const shownValue = 60;

const rules: Readonly<Record<string, LogLineFault['rule']>> = {
  additionalProperties: 'unknown',
  const: 'enum',
  enum: 'enum',
  pattern: 'pattern',
  required: 'missing',
  type: 'type',
  unevaluatedProperties: 'unknown',
};

/** Returns what a parsed log line lacks of its schema; never throws. */
export type LogLineValidator = (line: unknown) => LogLineFault[];

/** Reads the schema of a dialect's log lines from this package; throws `TRI_CHECK_MISSING_SCHEMA` when it has none. */
export function readLogLineSchema(dialect: LogDialect): object {
  const path = join(findPackageRoot(), 'schemas', `log-line.${dialect}.schema.json`);
  if (!existsSync(path)) throw new TricordError('TRI_CHECK_MISSING_SCHEMA', { dialect, path });
  return JSON.parse(readFileSync(path, 'utf8')) as object;
}

/** Compiles the schema of a dialect's log lines. */
export function createLogLineValidator(
  dialect: LogDialect,
  schema = readLogLineSchema(dialect),
): LogLineValidator {
  const validate = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
  }).compile(schema);
  return (line) => {
    if (validate(line)) return [];
    const faults = (validate.errors ?? []).filter(isPlain).map((error) => describe(error, dialect));
    const byKey = new Map(faults.map((fault) => [`${fault.key} ${fault.rule}`, fault]));
    return [...byKey.values()];
  };
}

/** Errors that only say that another one stands beneath them. */
function isPlain({ keyword }: ErrorObject): boolean {
  return !['if', 'then', 'else', 'anyOf', 'oneOf', 'allOf', 'not'].includes(keyword);
}

function describe(error: ErrorObject, dialect: LogDialect): LogLineFault {
  const { keyword, instancePath, params, data } = error;
  const missing: unknown =
    params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const path = [
    ...instancePath.split('/').slice(1).map(unescapePointer),
    ...(missing === undefined ? [] : [missing]),
  ];
  const got = JSON.stringify(data) ?? String(data);
  return {
    dialect,
    key: path.length === 0 ? 'the line' : path.join('.'),
    rule: rules[keyword] ?? 'other',
    expected: expectation(error),
    got: got.length > shownValue ? `${got.slice(0, shownValue)}…` : got,
  };
}

function expectation({ keyword, params, message = 'another value' }: ErrorObject): string {
  if (keyword === 'enum') return (params['allowedValues'] as unknown[]).join(', ');
  if (keyword === 'const') return String(params['allowedValue']);
  if (keyword !== 'type') return message.replace(/^must (?:be )?/, '');
  const type = [params['type'] as string | string[]].flat().join(' or ');
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
