import { ExportResultCode, type ExportResult } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** What an exporter says of a batch; one that knows more than OTel's two codes may tell it by the further fields. */
export interface ExportVerdict extends ExportResult {
  /** Whether the same batch may be sent again; without it a failure is final. */
  readonly retryable?: boolean;
  /** How long the collector asked to be left alone. */
  readonly retryAfterMs?: number;
  /** Spans of a successful batch that the collector refused. */
  readonly rejectedSpans?: number;
}

/** Exports a batch; whatever the exporter does, this resolves within `timeoutMs`. */
export function exportBatch(
  exporter: SpanExporter,
  spans: ReadableSpan[],
  timeoutMs: number,
): Promise<ExportVerdict> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(failure(new Error(`No answer in ${timeoutMs} ms`))), timeoutMs);
    timer.unref();
    const settle = (verdict: ExportVerdict): void => {
      clearTimeout(timer);
      resolve(verdict);
    };
    try {
      exporter.export(spans, (result) => settle(readVerdict(result)));
    } catch (error) {
      settle(failure(error));
    }
  });
}

function readVerdict(result: ExportResult): ExportVerdict {
  return typeof result === 'object' && result !== null
    ? result
    : failure(new Error('The exporter gave no result'));
}

function failure(error: unknown): ExportVerdict {
  return {
    code: ExportResultCode.FAILED,
    error: error instanceof Error ? error : new Error('The exporter threw'),
  };
}
