export { createGovernor, type Governor, type GovernorOptions } from './create-governor.js';
export type { ReadinessCheck, TimedCheck } from './readiness.js';
