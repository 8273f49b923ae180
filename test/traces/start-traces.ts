import { defaultConventions } from '../../src/conventions.js';
import { createTraces, type Traces, type TracesOptions } from '../../src/traces/index.js';

/** Starts traces for a test; what they say of themselves is kept in `said`. */
export function startTraces(options: Partial<TracesOptions> = {}): { traces: Traces; said: string[] } {
  const said: string[] = [];
  const traces = createTraces({
    service: { name: 'orders', version: '1.2.3' },
    conventions: defaultConventions,
    sampleRatio: 1,
    registerGlobally: false,
    environment: {},
    diagnose: (level, text) => void said.push(`${level}: ${text}`),
    ...options,
  });
  return { traces, said };
}

/** Returns the difference that must be zero at every moment. */
export function imbalance(traces: Traces): number {
  const { ended, exported, dropped, failed, rejected, queued } = traces.counts();
  return ended - exported - dropped - failed - rejected - queued;
}
