import type { Telemetry } from './telemetry.js';

/**
 * Shuts telemetry down when the process is told to stop (SIGTERM, SIGINT) or runs out of work, so that the last lines
 * and spans leave; a signal then ends the process as it would have. Returns what detaches it.
 */
export function shutdownWithProcess(telemetry: Telemetry): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    detach();
    // Others may have asked for the same signal; only when nobody did does it still end the process.
    void telemetry.shutdown().finally(() => {
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  const onIdle = (): void => void telemetry.shutdown();
  const detach = (): void => {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal).off('beforeExit', onIdle);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('beforeExit', onIdle);
  return detach;
}
