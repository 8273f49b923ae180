import type { ExportVerdict } from './export-verdict.js';

/** How long a batch is kept alive by retries, and how long one wait may get. */
export const retryLimits = { giveUpMs: 60_000, maxWaitMs: 5_000, closingFailures: 3 } as const;

/** What is known when a batch has failed. */
export interface RetryState {
  /** Failures since the last success, over all batches. */
  readonly failures: number;
  /** Time since this batch was first tried. */
  readonly triedForMs: number;
  /** Whether the process is about to end. */
  readonly isClosing: boolean;
  /** 0..1; spreads the retries of many processes. */
  readonly random: number;
}

/** Returns after how many milliseconds a failed batch is tried again, or undefined when it is lost. */
export function findRetryDelayMs(verdict: ExportVerdict, state: RetryState): number | undefined {
  if (verdict.retryable !== true) return undefined;
  // A pod that stops must not spend its whole deadline on a collector that is not there.
  if (state.isClosing && state.failures >= retryLimits.closingFailures) return undefined;
  const firstMs = state.isClosing ? 100 : 500;
  const spread = 0.8 + 0.4 * state.random;
  const backOffMs = Math.min(firstMs * 2 ** Math.min(state.failures - 1, 10), retryLimits.maxWaitMs) * spread;
  const delayMs = Math.max(backOffMs, verdict.retryAfterMs ?? 0);
  return state.triedForMs + delayMs > retryLimits.giveUpMs ? undefined : delayMs;
}
