import { TraceFlags, type Context } from '@opentelemetry/api';
import { ExportResultCode } from './otel-core.js';
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { exportBatch, type ExportVerdict } from './export-verdict.js';
import { FlushWaiters } from './flush-waiters.js';
import { makeExportable } from './make-exportable.js';
import { findRetryDelayMs, retryLimits } from './retry-schedule.js';
import type { SpanCounts } from './span-counts.js';
import type { AccountedSpanProcessorOptions } from './span-processor-options.js';
import { SpanQueue, type SpanBatch } from './span-queue.js';
import { raceDeadline, WakeableTimer } from './wakeable-timer.js';

const maxBatchBytes = 1024 * 1024;

/**
 * Queues ended spans within bounds, exports them in batches, one at a time, and accounts for every one of them. Nothing
 * here throws, blocks, or keeps the process alive, except `flush` and `shutdown` for as long as they take.
 */
export class AccountedSpanProcessor implements SpanProcessor {
  #options: AccountedSpanProcessorOptions;
  readonly #queue: SpanQueue;
  readonly #timer = new WakeableTimer();
  readonly #waiters = new FlushWaiters();
  readonly #counts = { ended: 0, exported: 0, dropped: 0, failed: 0, rejected: 0 };
  #inFlight: SpanBatch | undefined;
  #attempting: Promise<unknown> = Promise.resolve();
  #isRunning = false;
  #isFull = false;
  #failures = 0;
  #closing: Promise<void> | undefined;

  constructor(options: AccountedSpanProcessorOptions) {
    this.#options = options;
    this.#queue = new SpanQueue(limitsOf(options));
  }

  /** Has the next attempt be made otherwise, at once if one waits; an exporter that is replaced ends what it tries first. */
  reconfigure(options: AccountedSpanProcessorOptions): void {
    const { exporter: old } = this.#options;
    this.#options = options;
    this.#queue.limit(limitsOf(options));
    this.#isFull = false;
    this.#failures = 0;
    this.#timer.wake();
    if (old !== options.exporter) void this.#attempting.then(() => stop(old, 5000));
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
    await stop(this.#options.exporter, leftMs);
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

  get #batchSpans(): number {
    return this.#options.maxBatchSpans ?? 512;
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
    const verdict = untraced(() => exportBatch(exporter, batch.spans, exportTimeoutMs));
    this.#attempting = verdict;
    return verdict;
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

function limitsOf({
  maxQueueSpans = 16_384,
  maxQueueBytes = 16 * 1024 * 1024,
}: AccountedSpanProcessorOptions) {
  return { spans: maxQueueSpans, bytes: maxQueueBytes };
}

function stop(exporter: SpanExporter, withinMs: number): Promise<void> {
  return raceDeadline(withinMs, async () => exporter.shutdown());
}

function reasonOf(verdict: ExportVerdict): string {
  return verdict.error?.message ?? 'no reason given';
}
