import { SpanStatusCode, TraceFlags, type Context, type Span } from '@opentelemetry/api';
import type { AttributeId, AttributeValues } from '../catalog/attributes.js';
import { cutText } from './cut-text.js';
import { describeException } from './describe-exception.js';
import type { SpanKeys } from './span-keys.js';

/** How an operation's span ends. */
export interface OperationSpanEnd {
  readonly failed: boolean;
  /** What was thrown, of any type; told as an exception event. */
  readonly error?: unknown;
  /** Sentence of the status; the error's message by default. */
  readonly description?: string;
}

/** The span of an operation, spoken to in facts of the catalog. */
export interface OperationSpan {
  /** Context with this span active. */
  readonly context: Context;
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the span will be exported. */
  readonly sampled: boolean;
  rename(name: string): void;
  /** Adds facts; those that the entry does not state are left out. */
  set(attributes: AttributeValues): void;
  /** Ends the span; a second end changes nothing. */
  end(end: OperationSpanEnd): void;
}

/** Puts an operation's facts on a span, each under the keys of the dialects. */
export class CatalogSpan implements OperationSpan {
  readonly context: Context;
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly #span: Span;
  readonly #keys: SpanKeys;
  #hasErrorType = false;

  constructor(span: Span, context: Context, keys: SpanKeys) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.context = context;
    this.traceId = traceId;
    this.spanId = spanId;
    this.sampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
    this.#span = span;
    this.#keys = keys;
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  set(attributes: AttributeValues): void {
    if (!this.#span.isRecording()) return;
    for (const id in attributes) {
      const value = attributes[id as AttributeId];
      const keys = this.#keys[id as AttributeId];
      if (value === undefined || keys === undefined) continue;
      if (id === 'errorType') this.#hasErrorType = true;
      for (const key of keys) this.#span.setAttribute(key, value);
    }
  }

  end({ failed, error, description }: OperationSpanEnd): void {
    if (!this.#span.isRecording()) return;
    const facts = error === undefined ? undefined : describeException(error);
    if (facts !== undefined) {
      if (!this.#hasErrorType) this.set({ errorType: facts.type });
      this.#span.recordException(error as Error);
    }
    if (failed) {
      const message = description ?? facts?.message ?? '';
      this.#span.setStatus({
        code: SpanStatusCode.ERROR,
        ...(message === '' ? {} : { message: cutText(message) }),
      });
    }
    this.#span.end();
  }
}
