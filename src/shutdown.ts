import type { Logs } from './logs/index.js';
import type { Metrics } from './metrics/index.js';
import type { Traces } from './traces/index.js';

/** Something that ends with the telemetry. */
export type Closer = () => Promise<void> | void;

/** When a closer runs: `first` says that the end has begun, `last` closes what operators look at until then. */
export type ShutdownPhase = 'first' | 'middle' | 'last';

/** Ends things in order. */
export interface Shutdown {
  add(close: Closer, phase?: ShutdownPhase): void;
  /** Closes everything once; a second call waits for the first. */
  run(times: ShutdownTimes): Promise<void>;
}

/** How long the end may take. */
export interface ShutdownTimes {
  /** All of it. */
  readonly deadlineMs: number;
  /** From saying that the service is not ready to closing anything; at most half of the deadline. */
  readonly notReadyMs: number;
}

/** Share of the deadline that the application's own closers may take; the rest is for spans and lines. */
const closersShare = 0.7;

const phases: readonly ShutdownPhase[] = ['first', 'middle', 'last'];

/**
 * Returns the end of telemetry: closers one after another in the order of their registration, so that a server drains
 * before its database goes, then spans, then what closes last, then lines.
 */
export function createShutdown(rooms: { logs: Logs; traces: Traces; metrics: Metrics }): Shutdown {
  const closers: Record<ShutdownPhase, Closer[]> = { first: [], middle: [], last: [] };
  let running: Promise<void> | undefined;
  const run = async ({ deadlineMs, notReadyMs }: ShutdownTimes): Promise<void> => {
    const startedAt = performance.now();
    const left = (share: number) => Math.max(0, deadlineMs * share - (performance.now() - startedAt));
    for (const phase of phases) {
      if (phase === 'last') await rooms.traces.shutdown(left(1));
      for (const close of closers[phase])
        await closeOne(rooms.logs, close, left(phase === 'last' ? 1 : closersShare));
      // Without somebody to say that the service is not ready, nobody needs time to hear it.
      if (phase === 'first' && closers.first.length > 0) await pause(Math.min(notReadyMs, deadlineMs / 2));
    }
    rooms.metrics.close();
    await rooms.logs.close();
  };
  return {
    add: (close, phase = 'middle') => void closers[phase].push(close),
    run: (times) => (running ??= run(times)),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function closeOne(logs: Logs, close: Closer, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), Math.max(timeoutMs, 10));
  });
  try {
    const result = await Promise.race([Promise.resolve().then(close), timeout]);
    if (result === 'timeout') logs.framework.warn('shutdown step timed out', { comp: 'app' });
  } catch (error) {
    logs.framework.error('shutdown step failed', { comp: 'app', error });
  } finally {
    clearTimeout(timer);
  }
}
