import type { Conventions } from '../conventions.js';
import { TricordError } from '../errors.js';
import { buildTree, deepFreeze, type Entry, keyOf, type Layer, mergeLayers } from './entries.js';
import { assertExtraKeys } from './extra-keys.js';
import { type Settings, defaultSettings } from './settings.js';

/** Returns what holds when nothing is set. */
export function defaultLayer(conventions: Conventions, isProduction: boolean): Layer {
  const entries: Entry[] = [];
  for (const [group, value] of Object.entries(defaultSettings(conventions, isProduction))) {
    collectLeaves([group], value, entries);
  }
  return new Map(entries.map((entry) => [keyOf(entry.path), entry]));
}

/** Puts layers upon each other, the nearest last; throws a `TRI_SETTINGS_…` error when they do not fit together. */
export function resolveLayers(layers: readonly Layer[]): { settings: Settings; effective: Layer } {
  const effective = mergeLayers(layers);
  const settings = buildSettings(effective);
  assertUsable(settings);
  return { settings, effective };
}

/** Builds the settings that a complete layer describes. */
export function buildSettings(effective: Layer): Settings {
  // A group may have nothing in it, such as `components`.
  const empty = { components: {} };
  return deepFreeze({ ...empty, ...buildTree(effective.values()) }) as unknown as Settings;
}

/** Maps such as the headers of the exporter are one value: two sources must not mix theirs. */
function collectLeaves(path: readonly string[], value: unknown, into: Entry[]): void {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup || mapKeys.has(keyOf(path))) {
    into.push({ path, value, spelled: keyOf(path), source: 'default' });
    return;
  }
  for (const [key, child] of Object.entries(value)) collectLeaves([...path, key], child, into);
}

const mapKeys = new Set(['traces.headers', 'traces.resource', 'traces.routes']);

function assertUsable(settings: Settings): void {
  if (settings.service.name === '') throw new TricordError('TRI_SETTINGS_MISSING_NAME', {});
  if (settings.logs.destination === 'file' && settings.logs.file === '') {
    throw new TricordError('TRI_SETTINGS_MISSING_LOG_FILE', {});
  }
  assertEndpoint(settings.traces.endpoint);
  assertExtraKeys(settings.propagation);
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
