import { TraceFlags, type Context } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Report } from './attach-diagnostics.js';
import { exportBatch, type ExportVerdict } from './export-verdict.js';
import { FlushWaiters } from './flush-waiters.js';
import { makeExportable } from './make-exportable.js';
import { findRetryDelayMs, retryLimits } from './retry-schedule.js';
import { SpanQueue, type SpanBatch } from './span-queue.js';
import { raceDeadline, WakeableTimer } from './wakeable-timer.js';

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

const maxBatchBytes = 1024 * 1024;

/**
 * Queues ended spans within bounds, exports them in batches, one at a time, and accounts for every one of them. Nothing
 * here throws, blocks, or keeps the process alive, except `flush` and `shutdown` for as long as they take.
 */
export class AccountedSpanProcessor implements SpanProcessor {
  readonly #options: AccountedSpanProcessorOptions;
  readonly #queue: SpanQueue;
  readonly #batchSpans: number;
  readonly #timer = new WakeableTimer();
  readonly #waiters = new FlushWaiters();
  readonly #counts = { ended: 0, exported: 0, dropped: 0, failed: 0, rejected: 0 };
  #inFlight: SpanBatch | undefined;
  #isRunning = false;
  #isFull = false;
  #failures = 0;
  #closing: Promise<void> | undefined;

  constructor(options: AccountedSpanProcessorOptions) {
    this.#options = options;
    this.#batchSpans = options.maxBatchSpans ?? 512;
    this.#queue = new SpanQueue({
      spans: options.maxQueueSpans ?? 16_384,
      bytes: options.maxQueueBytes ?? 16 * 1024 * 1024,
    });
  }

  counts(): Omit<SpanCounts, 'open'> {
    return { ...this.#counts, queued: this.#queue.size, queuedBytes: this.#queue.bytes };
  }

  onStart(_span: Span, _context: Context): void {}

  onEnd(span: ReadableSpan): void {
    try {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    } catch {
      return;
    }
    this.deliver(span);
  }

  /** Takes a span that ended and is to be exported. */
  deliver(span: ReadableSpan): void {
    this.#counts.ended++;
    if (this.#closing !== undefined || !this.#enqueue(span)) this.#counts.dropped++;
    else this.#schedule();
  }

  /** Resolves true once every span that had ended was exported, false when one was lost or the time is up. */
  flush(timeoutMs = 5_000): Promise<boolean> {
    if (this.#queue.size === 0) return Promise.resolve(true);
    const flushed = this.#waiters.add(this.#queue.size, timeoutMs);
    this.#timer.wake();
    void this.#run();
    return flushed;
  }

  async forceFlush(): Promise<void> {
    await this.flush();
  }

  /** Exports what is queued as far as the deadline allows and counts the rest as lost; spans that end later are dropped. */
  shutdown(deadlineMs = 5_000): Promise<void> {
    this.#closing ??= this.#close(deadlineMs);
    return this.#closing;
  }

  async #close(deadlineMs: number): Promise<void> {
    const startedAt = performance.now();
    // The promise must be in place before the flush looks whether it closes.
    await Promise.resolve();
    await this.flush(deadlineMs);
    this.#abandon();
    const leftMs = Math.max(200, deadlineMs - (performance.now() - startedAt));
    await raceDeadline(leftMs, async () => this.#options.exporter.shutdown());
  }

  #enqueue(span: ReadableSpan): boolean {
    // Once full, nothing is read until a batch has left: an overload must not cost more than the load.
    if (this.#isFull) return false;
    try {
      if (this.#queue.offer(span, makeExportable(span))) return true;
      this.#isFull = true;
      this.#options.report('warn', 'The span queue is full; spans are dropped until there is room.');
    } catch {
      this.#options.report('warn', 'A span could not be read and was dropped.');
    }
    return false;
  }

  #schedule(): void {
    if (this.#isRunning) return;
    if (this.#queue.waiting >= this.#batchSpans) this.#timer.hurry(() => void this.#run());
    else this.#timer.start(this.#options.delayMs ?? 1_000, () => void this.#run());
  }

  /** Exports what waits now and then whole batches; the remainder waits for company again. */
  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#timer.stop();
    let due = this.#queue.waiting;
    while (this.#queue.waiting > 0 && (due > 0 || this.#isUrgent())) {
      const batch = this.#queue.take(this.#batchSpans, maxBatchBytes);
      due -= batch.spans.length;
      this.#inFlight = batch;
      await this.#deliver(batch);
    }
    this.#isRunning = false;
    if (this.#queue.waiting > 0) this.#schedule();
  }

  #isUrgent(): boolean {
    return this.#queue.waiting >= this.#batchSpans || this.#waiters.isWaiting;
  }

  /** Tries a batch until it is settled: exported, lost, or taken away by the shutdown. */
  async #deliver(batch: SpanBatch): Promise<void> {
    const startedAt = performance.now();
    while (this.#inFlight === batch) {
      const verdict = await this.#attempt(batch);
      if (this.#inFlight !== batch) return;
      if (verdict.code === ExportResultCode.SUCCESS) return this.#succeed(batch, verdict);
      this.#failures++;
      const delayMs = findRetryDelayMs(verdict, {
        failures: this.#failures,
        triedForMs: performance.now() - startedAt,
        isClosing: this.#closing !== undefined,
        random: Math.random(),
      });
      if (delayMs === undefined) {
        this.#fail(batch, verdict);
        return this.#rest(verdict);
      }
      this.#options.report('warn', `Spans could not be exported and are kept: ${reasonOf(verdict)}`);
      await this.#timer.sleep(delayMs);
    }
  }

  /** Leaves a collector alone that asked for it, unless somebody waits. */
  async #rest({ retryAfterMs }: ExportVerdict): Promise<void> {
    if (retryAfterMs === undefined || this.#closing !== undefined || this.#waiters.isWaiting) return;
    await this.#timer.sleep(Math.min(retryAfterMs, retryLimits.giveUpMs));
  }

  #attempt(batch: SpanBatch): Promise<ExportVerdict> {
    const { exporter, untraced, exportTimeoutMs = 10_000 } = this.#options;
    return untraced(() => exportBatch(exporter, batch.spans, exportTimeoutMs));
  }

  #succeed(batch: SpanBatch, verdict: ExportVerdict): void {
    const told = verdict.rejectedSpans ?? 0;
    const rejected = Number.isFinite(told) ? Math.min(Math.max(0, Math.trunc(told)), batch.spans.length) : 0;
    if (rejected > 0) {
      this.#options.report('warn', `The collector rejected spans: ${reasonOf(verdict)}`);
    }
    if (this.#failures > 0) this.#options.report('info', 'Spans are exported again.');
    this.#failures = 0;
    this.#counts.rejected += rejected;
    this.#counts.exported += batch.spans.length - rejected;
    this.#release(batch, rejected);
  }

  #fail(batch: SpanBatch, verdict: ExportVerdict): void {
    this.#options.report('error', `Spans could not be exported and are lost: ${reasonOf(verdict)}`);
    this.#counts.failed += batch.spans.length;
    this.#release(batch, batch.spans.length);
    if (this.#closing !== undefined && verdict.retryable === true) this.#abandon();
  }

  #release(batch: SpanBatch, lost: number): void {
    this.#inFlight = undefined;
    this.#isFull = false;
    this.#queue.release(batch);
    this.#waiters.settle(batch.spans.length, lost);
  }

  /** Takes everything away from the exporter and counts it as lost. */
  #abandon(): void {
    const batch = this.#inFlight;
    if (batch !== undefined) {
      this.#counts.failed += batch.spans.length;
      this.#release(batch, batch.spans.length);
    }
    const waiting = this.#queue.clear();
    this.#counts.dropped += waiting;
    this.#waiters.settle(waiting, waiting);
    this.#timer.wake();
    this.#timer.stop();
  }
}

function reasonOf(verdict: ExportVerdict): string {
  return verdict.error?.message ?? 'no reason given';
}
