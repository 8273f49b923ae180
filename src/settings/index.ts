export { parseDuration } from './duration.js';
export type { Environment } from './read-environment.js';
export {
  createLiveSettings,
  type ExplainedSetting,
  type LiveSettings,
  type SettingChange,
  type SettingsHook,
} from './live-settings.js';
export { maskSetting } from './mask.js';
export type { FileSnapshot } from './settings-file.js';
export { watchSettingsFile } from './watch-settings-file.js';
export type { ComponentSettings, Settings, SettingsInput } from './settings.js';
