import type { Conventions } from '../conventions.js';
import { TricordError } from '../errors.js';
import { type Environment, readEnvironment } from './read-environment.js';
import { readSettingsFile } from './read-settings-file.js';
import { defaultSettings, type Settings, type SettingsInput } from './settings.js';
import { createSettingsParser } from './validate-settings.js';

/**
 * Resolves what a service is set to: defaults, then code, then the file that TRICORD_SETTINGS names, then the
 * environment; what is nearer to the running process wins. Throws a `TRI_SETTINGS_…` error that names key and source.
 */
export function resolveSettings(
  code: unknown,
  env: Environment,
  conventions: Conventions,
  parseSettings = createSettingsParser(),
): Settings {
  const file = env['TRICORD_SETTINGS'] ?? '';
  const layers: SettingsInput[] = [
    parseSettings(code, 'the options of createTelemetry'),
    ...(file === '' ? [] : [parseSettings(readSettingsFile(file), `\`${file}\``)]),
    parseSettings(readEnvironment(env), 'the environment'),
  ];
  const settings = layers.reduce<Settings>(
    mergeLayer,
    defaultSettings(conventions, env['NODE_ENV'] === 'production'),
  );
  if (settings.service.name === '') throw new TricordError('TRI_SETTINGS_MISSING_NAME', {});
  if (settings.logs.destination === 'file' && settings.logs.file === '') {
    throw new TricordError('TRI_SETTINGS_MISSING_LOG_FILE', {});
  }
  assertEndpoint(settings.traces.endpoint);
  return Object.freeze(settings);
}

function mergeLayer(settings: Settings, layer: SettingsInput): Settings {
  const merged: Record<string, unknown> = { ...settings };
  for (const [group, value] of Object.entries(layer)) {
    if (value === undefined) continue;
    merged[group] =
      typeof value === 'object' ? { ...(merged[group] as object), ...withoutUnset(value) } : value;
  }
  return merged as unknown as Settings;
}

/** An option that is explicitly undefined is one that was not set. */
function withoutUnset(group: object): object {
  return Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined));
}

/** A URL, or Ego's `host:port`. */
function assertEndpoint(endpoint: string): void {
  if (endpoint === '' || /^[\w.-]+:\d{1,5}$/.test(endpoint)) return;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new TricordError('TRI_SETTINGS_WRONG_VALUE', {
    key: 'traces.endpoint',
    source: 'the settings',
    value: endpoint.replace(/\/\/[^@/]*@/, '//…@'),
    expected: 'an http(s) URL or host:port',
  });
}
