import { isDeepStrictEqual } from 'node:util';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { AccountedSpanProcessor } from './accounted-span-processor.js';
import type { Report } from './attach-diagnostics.js';
import type { Contexts } from './create-contexts.js';
import { exportTimeoutMs, openExporter, type TraceExporterOptions } from './open-exporter.js';
import type { SpanCounts } from './span-counts.js';
import type { AccountedSpanProcessorOptions } from './span-processor-options.js';
import type { QueueOptions } from './traces.js';

/** Where spans go, and how they wait. */
export interface ExportOptions {
  readonly exporter?: TraceExporterOptions;
  readonly queue?: QueueOptions;
}

/**
 * The way of spans that ended to their exporter, which may be changed, switched on and switched off while spans end: what
 * waits goes to the new one, and the counts go on.
 */
export class ExportPipe {
  readonly #contexts: Contexts;
  #processor: AccountedSpanProcessor | undefined;
  #to: TraceExporterOptions | undefined;
  #exporter: SpanExporter | undefined;

  constructor(contexts: Contexts) {
    this.#contexts = contexts;
  }

  /** Takes a span that ended; undefined while there is nothing to take it. */
  get deliver(): ((span: ReadableSpan) => void) | undefined {
    const processor = this.#processor;
    return processor && this.#to && ((span) => processor.deliver(span));
  }

  /** Throws `TRI_TRACES_INVALID_ENDPOINT` or `TRI_TRACES_MISSING_PACKAGE`, and then nothing has changed. */
  configure({ exporter: to, queue = {} }: ExportOptions, report: Report): void {
    if (to !== undefined && (this.#exporter === undefined || !isDeepStrictEqual(to, this.#to)))
      this.#exporter = openExporter(to)(report);
    this.#to = to;
    // Without a new exporter the old one still takes what waits.
    if (this.#exporter === undefined) return;
    const options = {
      ...describeQueue(to, queue),
      exporter: this.#exporter,
      report,
      untraced: this.#untraced,
    };
    if (this.#processor === undefined) this.#processor = new AccountedSpanProcessor(options);
    else this.#processor.reconfigure(options);
  }

  counts(): Omit<SpanCounts, 'open'> {
    return this.#processor?.counts() ?? noCounts;
  }

  async flush(timeoutMs?: number): Promise<boolean> {
    return this.#processor?.flush(timeoutMs) ?? true;
  }

  async shutdown(deadlineMs?: number): Promise<void> {
    await this.#processor?.shutdown(deadlineMs);
  }

  readonly #untraced = <Result>(fn: () => Result): Result =>
    this.#contexts.run(suppressTracing(ROOT_CONTEXT), fn);
}

function describeQueue(
  to: TraceExporterOptions | undefined,
  queue: QueueOptions,
): Omit<AccountedSpanProcessorOptions, 'exporter' | 'report' | 'untraced'> {
  const timeoutMs = (to !== undefined && 'timeoutMs' in to ? to.timeoutMs : undefined) ?? exportTimeoutMs;
  return {
    maxQueueBytes: queue.bytes,
    maxQueueSpans: queue.spans,
    maxBatchSpans: queue.batchSpans,
    delayMs: queue.delayMs,
    // The exporter's own time limit comes first, because it knows that the batch may be sent again.
    exportTimeoutMs: timeoutMs + 500,
  };
}

const noCounts = { ended: 0, exported: 0, dropped: 0, failed: 0, rejected: 0, queued: 0, queuedBytes: 0 };
