import type { Telemetry } from './telemetry.js';

/**
 * Shuts telemetry down when the process is told to stop (SIGTERM, SIGINT) or runs out of work, so that the last lines
 * and spans leave; a signal then ends the process as it would have. When the application handles the signal itself, it
 * drains first and calls `telemetry.shutdown()` when it is done. Returns what detaches it.
 */
export function shutdownWithProcess(telemetry: Telemetry, options: { deadlineMs?: number } = {}): () => void {
  const offSignals = (): void => void process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  const onSignal = (signal: NodeJS.Signals): void => {
    offSignals();
    if (process.listenerCount(signal) > 0) {
      void telemetry.traces.flush();
      return;
    }
    void telemetry.shutdown(options).finally(() => process.kill(process.pid, signal));
  };
  const onIdle = (): void => void telemetry.shutdown(options);
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('beforeExit', onIdle);
  return () => {
    offSignals();
    process.off('beforeExit', onIdle);
  };
}
