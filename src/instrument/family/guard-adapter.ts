import type { Telemetry } from '../../telemetry.js';

/** Runs what telemetry wants of a library so that the application never notices a failure of it. */
export function guardAdapter(telemetry: Telemetry, work: () => unknown): void {
  try {
    work();
  } catch {
    telemetry.countError('adapter');
  }
}
