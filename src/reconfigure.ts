import {
  configInfo,
  configLastSuccessTimestampSeconds,
  configReloadTotal,
} from './catalog/config-metrics.js';
import type { Logs } from './logs/index.js';
import type { Metrics } from './metrics/index.js';
import type { FileSnapshot, LiveSettings, SettingChange, SettingsInput } from './settings/index.js';
import { watchSettingsFile } from './settings/index.js';

/** Changes settings while the service runs, and says so. */
export interface Reconfigurer {
  /** Sets values over every other source; throws a `TRI_SETTINGS_…` error, and then nothing has changed. */
  override(input: SettingsInput, source: string): readonly SettingChange[];
  /** Gives keys back to the other sources. */
  release(keys: readonly string[]): readonly SettingChange[];
  /** Stops following the settings file. */
  stop(): void;
}

/** Ego's name of the component that reads the configuration. */
const comp = 'core.econf';

/**
 * Follows the settings file: a new version is judged as a whole, then applied without a restart; one that is refused
 * leaves the last good one in force. Both are counted, and every change is logged as old → new.
 */
export function createReconfigurer(live: LiveSettings, logs: Logs, metrics: Metrics): Reconfigurer {
  const reloads = metrics.counterFamily(configReloadTotal);
  const count = (result: 'applied' | 'refused', n = 1): void => reloads.series([result]).inc(n);
  count('applied', 0);
  count('refused', 0);
  const state = { readAt: Date.now() };
  observeFile(live, metrics, state);
  const reload = (snapshot: FileSnapshot): void => {
    try {
      const changes = live.replaceFile(snapshot);
      state.readAt = Date.now();
      count('applied');
      const { path: file, hash, version, changeLog } = snapshot;
      const facts = { file, hash, ...(version === '' ? {} : { fileVersion: version, changeLog }) };
      logs.framework.info('settings file applied', { comp, ...facts, changes: changes.length });
      logChanges(logs, changes);
      logNotes(logs, live);
    } catch (error) {
      count('refused');
      logs.framework.error('settings file refused', {
        comp,
        file: snapshot.path,
        hash: snapshot.hash,
        error,
      });
    }
  };
  const onMissing = (error: unknown): void => {
    count('refused');
    logs.framework.error('settings file missing', { comp, file: live.file?.path, error });
  };
  logNotes(logs, live);
  const stop = live.file && watchSettingsFile(live.file, { onSnapshot: reload, onMissing });
  const logged = (changes: readonly SettingChange[]): readonly SettingChange[] => {
    logChanges(logs, changes);
    return changes;
  };
  return {
    override: (input, source) => logged(live.override(input, source)),
    release: (keys) => logged(live.release(keys)),
    stop: () => stop?.(),
  };
}

function logChanges(logs: Logs, changes: readonly SettingChange[]): void {
  for (const { key, old, new: now, source, isApplied } of changes) {
    const fields = { comp, name: key, old: show(old), new: show(now), source };
    if (isApplied) logs.framework.info('setting changed', fields);
    else logs.framework.warn('setting changes with the next start', fields);
  }
}

function logNotes(logs: Logs, { notes }: LiveSettings): void {
  for (const { setting, why } of notes)
    logs.framework.warn('a setting has no effect', { comp, name: setting, why });
}

/** One type for a field, whatever the setting is: log stores index by the type they saw first. */
function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function observeFile(live: LiveSettings, metrics: Metrics, state: { readonly readAt: number }): void {
  metrics.observe(configInfo, () => {
    const { file } = live;
    return file === undefined ? [] : [[[file.path, file.hash, file.version], 1]];
  });
  metrics.observe(configLastSuccessTimestampSeconds, () =>
    live.file === undefined ? [] : [[[], state.readAt / 1000]],
  );
}
