import { TricordError } from '../errors.js';
import { nearestName } from '../policies/nearest-name.js';
import { parseDuration } from './duration.js';
import { readEgoLogVariables } from './ego-log-variables.js';
import type { Entry } from './entries.js';
import { injectedByKubernetes, otherVariables, type Variable, variables } from './variables.js';

/** Environment variables, e.g. `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns what the environment sets.
 * Throws `TRI_SETTINGS_UNKNOWN_VARIABLE` for a `TRICORD_*` variable nobody reads, and
 * `TRI_SETTINGS_INVALID_VARIABLE` for a value that is not of its setting's type.
 */
export function readEnvironment(env: Environment): readonly Entry[] {
  assertKnown(env);
  const entries = variables.flatMap((variable) => {
    const name = variable.names.find((candidate) => isMeant(candidate, variable, env));
    if (name === undefined) return [];
    const value = parseValue(name, env[name] ?? '', variable);
    return [{ path: variable.path.split('.'), value, spelled: name, source: `variable ${name}` }];
  });
  return [...entries, ...readEgoLogVariables(env)];
}

function assertKnown(env: Environment): void {
  const known = [...variables.flatMap((variable) => variable.names), ...otherVariables];
  for (const name of Object.keys(env)) {
    if (!name.startsWith('TRICORD_') || known.includes(name) || injectedByKubernetes.test(name)) continue;
    const near = nearestName(name, known);
    const hint = near === undefined ? 'Remove it.' : `Did you mean \`${near}\`?`;
    throw new TricordError('TRI_SETTINGS_UNKNOWN_VARIABLE', { name, hint });
  }
}

function parseValue(name: string, text: string, { type, completions = {}, words = {} }: Variable): unknown {
  const word = words[name];
  if (word !== undefined) return word[text];
  if (type === 'string') return complete(text, completions[name]);
  if (type === 'names') return parseNames(text);
  if (type === 'pairs') return parsePairs(name, text);
  if (type === 'list') return text.split(',').flatMap((item) => item.trim() || []);
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'duration')
    return parseDuration(/^[\d.]+$/.test(text) ? `${text}ms` : text) ?? refuse(name, text, type);
  if (type === 'boolean' && /^(?:true|1|on|yes)$/i.test(text)) return true;
  if (type === 'boolean' && /^(?:false|0|off|no)$/i.test(text)) return false;
  return refuse(name, text, type);
}

function refuse(name: string, value: string, type: Variable['type']): never {
  const expected = type === 'duration' ? 'milliseconds or a duration such as 500ms' : `a ${type}`;
  throw new TricordError('TRI_SETTINGS_INVALID_VARIABLE', { name, value, expected });
}

/** An empty variable is as good as none, so are words of others; the argument of another sampler is no ratio. */
function isMeant(name: string, { words = {} }: Variable, env: Environment): boolean {
  const text = env[name] ?? '';
  const known = words[name];
  if (text === '' || (known !== undefined && !Object.hasOwn(known, text))) return false;
  const sampler = env['OTEL_TRACES_SAMPLER'] ?? 'traceidratio';
  return name !== 'OTEL_TRACES_SAMPLER_ARG' || sampler.endsWith('traceidratio');
}

/** Ego's `host:port` form stays as it is; only a URL has a path to complete. */
function complete(text: string, completion: string | undefined): string {
  return completion !== undefined && text.includes('://') ? text.replace(/\/$/, '') + completion : text;
}

/** Names are lower case wherever they are listed; `none` is OTel's word for an empty list. */
function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'none');
}

/** `key=value,key=value`, values percent-encoded, as OTEL_EXPORTER_OTLP_HEADERS has them. */
function parsePairs(name: string, text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new TricordError('TRI_SETTINGS_INVALID_VARIABLE', {
          name,
          value: '(hidden)',
          expected: '`key=value` pairs',
        });
      return [pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())];
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
