import { defineFrameworkMetric } from './define-metric.js';

/**
 * Who this process is; every variable of the Ego dashboards is derived from it. Always 1 (Ego puts the start time
 * there); `ego_version` and `go_version` are Ego's names for the versions of the framework and the runtime.
 */
export const buildInfo = defineFrameworkMetric({
  type: 'gauge',
  name: 'build_info',
  help: 'Identity and versions of this process; the value is always 1.',
  labels: {
    name: { budget: 1 },
    mode: { budget: 1 },
    region: { budget: 1 },
    zone: { budget: 1 },
    app_version: { budget: 1 },
    ego_version: { budget: 1 },
    start_time: { budget: 1 },
    build_time: { budget: 1 },
    go_version: { budget: 1 },
    framework_version: { budget: 1 },
    runtime_version: { budget: 1 },
  },
});
