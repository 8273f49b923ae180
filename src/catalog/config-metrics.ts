import { defineFrameworkMetric } from './define-metric.js';

/** Changes of the settings file by what became of them; one that is refused leaves the last good settings in force. */
export const configReloadTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'config_reload_total',
  help: 'Changed settings files by what became of them: applied, or refused so that the last good one stays.',
  labels: { result: ['applied', 'refused'] },
});

/** When the settings in force were read. */
export const configLastSuccessTimestampSeconds = defineFrameworkMetric({
  type: 'gauge',
  name: 'config_last_success_timestamp_seconds',
  help: 'Unix time at which the settings file in force was read.',
  labels: {},
});

/** Which settings file is in force: its hash, and the version that `__metadata.<file>` gives it. Always 1. */
export const configInfo = defineFrameworkMetric({
  type: 'gauge',
  name: 'config_info',
  help: 'Settings file in force, with the hash of its content and its version; the value is always 1.',
  labels: { file: { budget: 1 }, hash: { budget: 1 }, config_version: { budget: 1 } },
});
