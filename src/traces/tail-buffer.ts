import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Why a trace that was not sampled is kept after all. */
export type KeptFor = 'error' | 'slow';

/** A span that may be kept: one of ours, or one of OTel's SDK, which nothing says to be slow. */
export interface TailSpan extends ReadableSpan {
  readonly isSlow?: boolean;
  setKept?(reason: KeptFor): void;
}

/** What is known of a trace in this process, from its first operation here until that one ends. */
export interface TailTrace {
  keptFor: KeptFor | undefined;
  /** Whether its first operation has ended. */
  isDecided: boolean;
  /** Spans that ended before. */
  waiting: TailSpan[] | undefined;
}

/** When traces that were not sampled are kept, and what may wait for that decision. */
export interface TailOptions {
  readonly errors: boolean;
  readonly slow: boolean;
}

/** Spans that may wait at a time, and their estimated bytes; beyond, the oldest trace is given up. */
const limits = { spans: 4096, bytes: 4 * 1024 * 1024 } as const;

/**
 * Keeps what went wrong of the traces that were not sampled: their spans wait until the first operation of the trace in
 * this process has ended, and are exported when one of them failed or was slow.
 */
export class TailBuffer {
  #options: TailOptions;
  readonly #keep: (span: TailSpan) => void;
  readonly #measure: (span: TailSpan) => number;
  /** Traces with spans that wait, oldest first, and the bytes of each. */
  readonly #traces = new Map<TailTrace, number>();
  #spans = 0;
  #bytes = 0;

  constructor(options: TailOptions, keep: (span: TailSpan) => void, measure: (span: TailSpan) => number) {
    this.#options = options;
    this.#keep = keep;
    this.#measure = measure;
  }

  get isOn(): boolean {
    return this.#options.errors || this.#options.slow;
  }

  /** Spans that wait. */
  get size(): number {
    return this.#spans;
  }

  configure(options: TailOptions): void {
    this.#options = options;
  }

  /** Takes a span that was not sampled and has ended; `isFirst` says that it began the trace in this process. */
  ended(span: TailSpan, trace: TailTrace, isFirst: boolean): void {
    trace.keptFor ??= this.#reasonOf(span);
    if (isFirst) {
      trace.isDecided = true;
      this.#settle(trace);
    }
    if (!trace.isDecided) this.#hold(span, trace);
    else if (trace.keptFor !== undefined) {
      // Whoever counts errors or latencies from spans must be able to leave these out.
      if (isFirst) noteKept(span, trace.keptFor);
      this.#keep(span);
    }
  }

  #reasonOf(span: TailSpan): KeptFor | undefined {
    if (span.status.code === 2 && this.#options.errors) return 'error';
    return span.isSlow === true && this.#options.slow ? 'slow' : undefined;
  }

  #hold(span: TailSpan, trace: TailTrace): void {
    const bytes = this.#measure(span);
    (trace.waiting ??= []).push(span);
    this.#traces.set(trace, (this.#traces.get(trace) ?? 0) + bytes);
    this.#spans++;
    this.#bytes += bytes;
    while (this.#spans > limits.spans || this.#bytes > limits.bytes) {
      const [oldest] = this.#traces.keys();
      if (oldest === undefined) return;
      this.#release(oldest);
    }
  }

  #settle(trace: TailTrace): void {
    // Most traces are of one span, or nothing of them was recorded.
    if (trace.waiting === undefined) return;
    for (const span of this.#release(trace)) if (trace.keptFor !== undefined) this.#keep(span);
  }

  #release(trace: TailTrace): TailSpan[] {
    const waiting = trace.waiting ?? [];
    trace.waiting = undefined;
    this.#spans -= waiting.length;
    this.#bytes -= this.#traces.get(trace) ?? 0;
    this.#traces.delete(trace);
    return waiting;
  }
}

function noteKept(span: TailSpan, reason: KeptFor): void {
  if (span.setKept === undefined) span.attributes['tricord.kept_for'] = reason;
  else span.setKept(reason);
}
