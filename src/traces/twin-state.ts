import type { Span, TraceState } from '@opentelemetry/api';

/**
 * Trace state of a span of OTel's SDK that stands for one of ours: the sampler hands it in, which is all that a sampler can
 * say of a span, and whoever reads a context finds our span by it.
 */
export class TwinState implements TraceState {
  readonly original: Span;
  /** Whether ours has told the callee already, so that no header is sent twice. */
  readonly isTold: boolean;
  readonly #state: TraceState | undefined;

  constructor(original: Span, isTold: boolean) {
    this.original = original;
    this.isTold = isTold;
    this.#state = original.spanContext().traceState;
  }

  get(key: string): string | undefined {
    return this.#state?.get(key);
  }

  set(key: string, value: string): TraceState {
    return this.#state?.set(key, value) ?? this;
  }

  unset(key: string): TraceState {
    return this.#state?.unset(key) ?? this;
  }

  serialize(): string {
    return this.#state?.serialize() ?? '';
  }
}

/** Returns whose twin a span is, if it is one; none of them is recorded. */
export function twinOf(span: Span): TwinState | undefined {
  try {
    if (span.isRecording()) return undefined;
    const { traceState } = span.spanContext();
    return traceState instanceof TwinState ? traceState : undefined;
  } catch {
    return undefined;
  }
}
