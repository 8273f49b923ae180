import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Spans that were taken together; they count as queued until they are released. */
export interface SpanBatch {
  readonly spans: ReadableSpan[];
  readonly bytes: number;
}

/** First in, first out, bounded in spans and in estimated bytes. */
export class SpanQueue {
  #limits: { readonly spans: number; readonly bytes: number };
  #spans: ReadableSpan[] = [];
  #sizes: number[] = [];
  #held = 0;
  #bytes = 0;

  constructor(limits: { readonly spans: number; readonly bytes: number }) {
    this.#limits = limits;
  }

  /** Changes the limits; what waits beyond them stays. */
  limit(limits: { readonly spans: number; readonly bytes: number }): void {
    this.#limits = limits;
  }

  /** Spans that wait, without those taken. */
  get waiting(): number {
    return this.#spans.length;
  }

  /** Spans that wait or are taken. */
  get size(): number {
    return this.#held;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a span, or returns false when a limit would be passed. */
  offer(span: ReadableSpan, bytes: number): boolean {
    if (this.#held >= this.#limits.spans || this.#bytes + bytes > this.#limits.bytes) return false;
    this.#spans.push(span);
    this.#sizes.push(bytes);
    this.#held++;
    this.#bytes += bytes;
    return true;
  }

  /** Takes the oldest spans up to the limits, at least one when any waits. */
  take(maxSpans: number, maxBytes: number): SpanBatch {
    let bytes = this.#sizes[0] ?? 0;
    let count = Math.min(1, this.#sizes.length);
    while (count < maxSpans && count < this.#sizes.length) {
      const next = this.#sizes[count] ?? 0;
      if (bytes + next > maxBytes) break;
      bytes += next;
      count++;
    }
    this.#sizes.splice(0, count);
    return { spans: this.#spans.splice(0, count), bytes };
  }

  /** Forgets the spans of a batch. */
  release(batch: SpanBatch): void {
    this.#held -= batch.spans.length;
    this.#bytes -= batch.bytes;
  }

  /** Forgets the waiting spans and returns how many they were. */
  clear(): number {
    const count = this.#spans.length;
    this.#bytes -= this.#sizes.reduce((sum, size) => sum + size, 0);
    this.#held -= count;
    this.#spans = [];
    this.#sizes = [];
    return count;
  }
}
