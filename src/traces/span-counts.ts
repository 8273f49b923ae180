/** What became of the spans: `ended = exported + dropped + failed + rejected + queued`, at every moment. */
export interface SpanCounts {
  /** Sampled spans that ended. */
  ended: number;
  exported: number;
  /** Never tried: the queue was full, or the process stopped. */
  dropped: number;
  /** Tried and lost. */
  failed: number;
  /** Refused by the collector in a reply that accepted others. */
  rejected: number;
  /** Waiting or on their way. */
  queued: number;
  /** Estimated bytes of those queued. */
  queuedBytes: number;
  /** Spans that are recorded and have not ended; they are not among the others yet. */
  open: number;
}
