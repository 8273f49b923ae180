import {
  telemetryOpenSpans,
  telemetryQueuedSpans,
  telemetrySpanQueueBytes,
  telemetrySpansTotal,
} from './catalog/telemetry-metrics.js';
import type { Metrics } from './metrics/index.js';
import type { SpanCounts, Traces } from './traces/index.js';

/** Puts on `/metrics` what became of every span: ended = exported + dropped + failed + rejected + queued, on each page. */
export function observeSpans(metrics: Metrics, traces: Traces): void {
  const counts = shareReading(() => traces.counts());
  metrics.observe(telemetrySpansTotal, () => {
    const { ended, exported, dropped, failed, rejected } = counts(telemetrySpansTotal);
    return Object.entries({ ended, exported, dropped, failed, rejected }).map(
      ([result, n]) => [[result], n] as const,
    );
  });
  metrics.observe(telemetryQueuedSpans, () => [[[], counts(telemetryQueuedSpans).queued]]);
  metrics.observe(telemetrySpanQueueBytes, () => [[[], counts(telemetrySpanQueueBytes).queuedBytes]]);
  metrics.observe(telemetryOpenSpans, () => [[[], counts(telemetryOpenSpans).open]]);
}

/** Metrics of one page are read one after another, and spans end meanwhile; so each reading serves each metric once. */
function shareReading(read: () => SpanCounts): (reader: object) => SpanCounts {
  const served = new Set<object>();
  let last: SpanCounts | undefined;
  return (reader) => {
    if (last === undefined || served.has(reader)) {
      last = read();
      served.clear();
    }
    served.add(reader);
    return last;
  };
}
