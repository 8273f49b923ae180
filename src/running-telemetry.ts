/** Where all copies of this package in a process find what each of them has started. */
const key = Symbol.for('tricord.running');

/** A telemetry that runs in this process. */
export interface RunningTelemetry {
  readonly service: string;
  readonly frameworkVersion: string;
}

/**
 * Notes that a telemetry has started and returns those that run already, be they of this copy of the package or of
 * another: two of them write every line and span of what they both instrument. `forget` takes the note back.
 */
export function noteRunning(one: RunningTelemetry): {
  readonly others: readonly RunningTelemetry[];
  forget(): void;
} {
  const process = globalThis as { [key]?: Set<RunningTelemetry> };
  const running = (process[key] ??= new Set());
  const others = [...running];
  running.add(one);
  return { others, forget: () => void running.delete(one) };
}
