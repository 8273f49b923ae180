export { resolveSettings } from './resolve-settings.js';
export type { Environment } from './read-environment.js';
export type { Settings, SettingsInput } from './settings.js';
