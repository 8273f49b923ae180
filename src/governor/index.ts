import type { Telemetry } from '../telemetry.js';
import type { Governor, GovernorOptions } from './create-governor.js';

export type { Governor, GovernorOptions } from './create-governor.js';
export type { ReadinessCheck, TimedCheck } from './readiness.js';

/**
 * Starts the governor, whose routes docs/governor.md lists. It closes with the telemetry. Throws
 * `TRI_GOVERNOR_PORT_IN_USE`, `TRI_GOVERNOR_CANNOT_LISTEN`, `TRI_GOVERNOR_UNUSABLE_TOKEN`, and `TRI_GOVERNOR_OPEN` when
 * it would be open to others than this machine.
 */
export async function createGovernor(telemetry: Telemetry, options?: GovernorOptions): Promise<Governor> {
  // Jobs, command lines and workers have none, and should not load it.
  const { createGovernor: create } = await import('./create-governor.js');
  return create(telemetry, options);
}
