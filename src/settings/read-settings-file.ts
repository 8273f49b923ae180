import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import { TricordError } from '../errors.js';

/** Bytes a settings file may have. */
const sizeLimit = 1 << 20;

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  '.json': (text) => JSON.parse(text),
  '.toml': parseToml,
  '.yaml': (text) => parseYaml(text),
  '.yml': (text) => parseYaml(text),
};

/** Reads a JSON, TOML or YAML settings file; throws `TRI_SETTINGS_UNREADABLE_FILE` when it cannot. */
export function readSettingsFile(path: string): unknown {
  const parse = parsers[extname(path).toLowerCase()];
  if (parse === undefined) {
    throw new TricordError('TRI_SETTINGS_UNREADABLE_FILE', {
      path,
      reason: 'it is neither .json, .toml, .yaml nor .yml',
    });
  }
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > sizeLimit) throw new Error('it is larger than 1 MiB');
    return parse(text) ?? {};
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    // Without the cause: parsers put the text of the file into their errors, and it may hold tokens.
    throw new TricordError('TRI_SETTINGS_UNREADABLE_FILE', { path, reason });
  }
}
