import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Report } from './attach-diagnostics.js';

/** Where spans go, and the limits on the way. */
export interface AccountedSpanProcessorOptions {
  readonly exporter: SpanExporter;
  readonly report: Report;
  /** Runs the exporter so that its own requests are not traced. */
  readonly untraced: <Result>(fn: () => Result) => Result;
  /** @default 16384 */
  readonly maxQueueSpans?: number | undefined;
  /** @default 16777216 */
  readonly maxQueueBytes?: number | undefined;
  /** Spans that are exported together at most. @default 512 */
  readonly maxBatchSpans?: number | undefined;
  /** Time spans wait for company. @default 1000 */
  readonly delayMs?: number | undefined;
  /** @default 10000 */
  readonly exportTimeoutMs?: number | undefined;
}
