import type { Conventions } from '../conventions.js';
import type { SettingNote } from './ego-logger.js';
import { type Entry, type Layer } from './entries.js';
import { maskSetting } from './mask.js';
import { type Environment, readEnvironment } from './read-environment.js';
import { buildSettings, defaultLayer, resolveLayers } from './resolve-settings.js';
import { type FileSnapshot, parseSnapshot, readSnapshot } from './settings-file.js';
import type { Settings } from './settings.js';
import { createSettingsParser, type SettingsParser } from './validate-settings.js';

/** One setting that changed, its values as they may be shown. */
export interface SettingChange {
  readonly key: string;
  readonly old: unknown;
  readonly new: unknown;
  /** Who set it. */
  readonly source: string;
  /** False when only a restart brings it about. */
  readonly isApplied: boolean;
}

/** A setting as operators may see it. */
export interface ExplainedSetting {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
  /** What a restart would bring. */
  readonly pending?: unknown;
}

/** Hears of a change; what it throws is reported and changes nothing for the others. */
export type SettingsHook = (settings: Settings) => void;

/** The settings of a running service. */
export interface LiveSettings {
  /** What holds now; frozen, and another object after a change. */
  readonly current: Settings;
  /** The file that was read last and could be used; undefined without one. */
  readonly file: FileSnapshot | undefined;
  /** Sections of the file that are the application's, not ours. */
  readonly left: readonly string[];
  /** Keys of the file that are understood and have no effect, and why. */
  readonly notes: readonly SettingNote[];
  /**
   * Calls a function when a setting under one of these keys (`logs`, `logs.level`, …) has changed. What nobody has
   * hooked cannot change while the process runs. `check` is asked before anything changes; when it throws, nothing does.
   * Returns how to unhook it.
   */
  hook(keys: readonly string[], apply: SettingsHook, check?: SettingsHook): () => void;
  /** Replaces what the file sets; throws a `TRI_SETTINGS_…` error, and then everything stays as it is. */
  replaceFile(snapshot: FileSnapshot): readonly SettingChange[];
  /** Sets values over every other source until they are released; throws as `replaceFile` does. */
  override(input: unknown, source: string): readonly SettingChange[];
  /** Gives keys back to the other sources. */
  release(keys: readonly string[]): readonly SettingChange[];
  /** Whether somebody takes changes of a setting over. */
  isLive(key: string): boolean;
  /** Every setting, with who set it; secrets hidden. */
  explain(): readonly ExplainedSetting[];
}

/** What settings are resolved from. */
export interface SettingsSources {
  /** The options of `createTelemetry`. */
  readonly code: unknown;
  readonly env: Environment;
  readonly conventions: Conventions;
  readonly parser?: SettingsParser;
  /** Told when a hook throws. */
  readonly onHookError?: (error: unknown) => void;
}

/**
 * Resolves what a service is set to: defaults, then code, then the file that TRICORD_SETTINGS names, then the
 * environment, then what is overridden at run time; what is nearer to the running process wins. Throws a
 * `TRI_SETTINGS_…` error that names key and source.
 */
export function createLiveSettings(sources: SettingsSources): LiveSettings {
  return new LayeredSettings(sources);
}

interface Hook {
  readonly keys: readonly string[];
  readonly apply: SettingsHook;
  readonly check: SettingsHook | undefined;
}

type LayerName = 'defaults' | 'code' | 'file' | 'environment' | 'runtime';

class LayeredSettings implements LiveSettings {
  current: Settings;
  file: FileSnapshot | undefined;
  left: readonly string[] = [];
  notes: readonly SettingNote[] = [];
  readonly #parser: SettingsParser;
  readonly #onHookError: (error: unknown) => void;
  readonly #hooks = new Set<Hook>();
  #layers: Readonly<Record<LayerName, Layer>>;
  #effective: Layer;
  /** What the sources say now, where that differs from what holds. */
  #pending: Layer = new Map();

  constructor({ code, env, conventions, parser = createSettingsParser(), onHookError }: SettingsSources) {
    this.#parser = parser;
    this.#onHookError = onHookError ?? (() => {});
    const path = env['TRICORD_SETTINGS'] ?? '';
    this.#layers = {
      defaults: defaultLayer(conventions, env['NODE_ENV'] === 'production'),
      code: parser.parse(code, 'the options of createTelemetry').layer,
      file: path === '' ? new Map() : this.#readFile(readSnapshot(path)),
      environment: parser.judge(readEnvironment(env), 'the environment'),
      runtime: new Map(),
    };
    const { settings, effective } = resolveLayers(Object.values(this.#layers));
    this.current = settings;
    this.#effective = effective;
  }

  hook(keys: readonly string[], apply: SettingsHook, check?: SettingsHook): () => void {
    const hook = { keys, apply, check };
    this.#hooks.add(hook);
    return () => void this.#hooks.delete(hook);
  }

  replaceFile(snapshot: FileSnapshot): readonly SettingChange[] {
    const { file, left, notes } = this;
    try {
      return this.#apply({ ...this.#layers, file: this.#readFile(snapshot) });
    } catch (error) {
      Object.assign(this, { file, left, notes });
      throw error;
    }
  }

  override(input: unknown, source: string): readonly SettingChange[] {
    const { layer } = this.#parser.parse(input, source);
    return this.#apply({ ...this.#layers, runtime: new Map([...this.#layers.runtime, ...layer]) });
  }

  release(keys: readonly string[]): readonly SettingChange[] {
    const kept = [...this.#layers.runtime].filter(([key]) => !keys.includes(key));
    return this.#apply({ ...this.#layers, runtime: new Map(kept) });
  }

  explain(): readonly ExplainedSetting[] {
    return [...this.#effective].map(([key, { value, source }]) => {
      const pending = this.#pending.get(key);
      return {
        key,
        value: maskSetting(key, value),
        source,
        ...(pending === undefined ? {} : { pending: maskSetting(key, pending.value) }),
      };
    });
  }

  #readFile(snapshot: FileSnapshot): Layer {
    const { layer, left, notes } = this.#parser.parse(parseSnapshot(snapshot), `file ${snapshot.path}`);
    this.file = snapshot;
    Object.assign(this, { left, notes });
    return layer;
  }

  #apply(layers: Readonly<Record<LayerName, Layer>>): readonly SettingChange[] {
    const { effective: wanted } = resolveLayers(Object.values(layers));
    const next = new Map(wanted);
    const pending = new Map<string, Entry>();
    const changes: SettingChange[] = [];
    for (const key of new Set([...this.#effective.keys(), ...wanted.keys()])) {
      const [old, now] = [this.#effective.get(key), wanted.get(key)];
      if (isSame(old?.value, now?.value)) continue;
      const isApplied = this.isLive(key);
      const entry = now ?? { ...(old as Entry), value: undefined, source: 'nobody' };
      if (!isApplied) {
        pending.set(key, entry);
        if (old === undefined) next.delete(key);
        else next.set(key, old);
      }
      const isKnown = !isApplied && isSame(this.#pending.get(key)?.value, entry.value);
      if (!isKnown) changes.push(describeChange(key, old, entry, isApplied));
    }
    const hooks = this.#hooksOf(changes);
    const settings = buildSettings(next);
    for (const { check } of hooks) check?.(settings);
    this.#layers = layers;
    this.#pending = pending;
    this.#effective = next;
    this.current = settings;
    this.#runHooks(hooks);
    return changes;
  }

  isLive(key: string): boolean {
    return [...this.#hooks].some(({ keys }) => keys.some((hooked) => isUnder(key, hooked)));
  }

  #hooksOf(changes: readonly SettingChange[]): readonly Hook[] {
    const changed = changes.filter(({ isApplied }) => isApplied).map(({ key }) => key);
    const isTouched = ({ keys }: Hook) => changed.some((key) => keys.some((hooked) => isUnder(key, hooked)));
    return [...this.#hooks].filter(isTouched);
  }

  #runHooks(hooks: readonly Hook[]): void {
    for (const { apply } of hooks) {
      try {
        apply(this.current);
      } catch (error) {
        this.#onHookError(error);
      }
    }
  }
}

function describeChange(key: string, old: Entry | undefined, now: Entry, isApplied: boolean): SettingChange {
  const { value, source } = now;
  return { key, old: maskSetting(key, old?.value), new: maskSetting(key, value), source, isApplied };
}

function isUnder(key: string, hooked: string): boolean {
  return key === hooked || key.startsWith(`${hooked}.`);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
