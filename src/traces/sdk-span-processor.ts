import { type Context, SpanKind, TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { spanOf } from './context-with-span.js';
import { strangerOf } from './sdk-propagator.js';
import type { SpanSource } from './span-source.js';
import type { TailTrace } from './tail-buffer.js';

/** Brings the spans of OTel's SDK into the queue of ours, or to those that wait because their trace may be kept. */
export class SdkSpanProcessor implements SpanProcessor {
  readonly #source: SpanSource;
  readonly #flush: () => Promise<unknown>;
  readonly #waiting = new WeakMap<object, { readonly trace: TailTrace; readonly isFirst: boolean }>();

  constructor(source: SpanSource, flush: () => Promise<unknown>) {
    this.#source = source;
    this.#flush = flush;
  }

  onStart(span: Span, parentContext: Context): void {
    this.#source.open++;
    const stranger = strangerOf(parentContext);
    if (stranger !== undefined && (span.kind === SpanKind.SERVER || span.kind === SpanKind.CONSUMER))
      span.addLink({ context: stranger });
    if (isSampled(span)) return;
    const shared = this.#source.tailOf(spanOf(parentContext));
    const trace = shared ?? this.#source.newTail();
    this.#source.sdkTails.set(span, trace);
    this.#waiting.set(span, { trace, isFirst: shared === undefined });
  }

  onEnd(span: ReadableSpan): void {
    this.#source.open--;
    if (isSampled(span)) return this.#source.deliver(span);
    const waiting = this.#waiting.get(span);
    if (waiting !== undefined) this.#source.tail.ended(span, waiting.trace, waiting.isFirst);
  }

  async forceFlush(): Promise<void> {
    await this.#flush();
  }

  /** The queue is the telemetry's, whose own shutdown closes it; spans of ours may still end. */
  shutdown(): Promise<void> {
    return this.forceFlush();
  }
}

function isSampled(span: ReadableSpan): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}
