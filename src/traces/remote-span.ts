import type { Context, SpanContext } from '@opentelemetry/api';
import { withSpan } from './context-with-span.js';
import { SilentSpan } from './silent-span.js';

/** A span of another process, whose ids were found valid when they were read. */
export class RemoteSpan extends SilentSpan {
  readonly #spanContext: SpanContext;

  constructor(spanContext: SpanContext) {
    super();
    this.#spanContext = spanContext;
  }

  spanContext(): SpanContext {
    return this.#spanContext;
  }
}

/** Returns the context with the span of another process active, by its ids that were found valid. */
export function withRemoteSpan(context: Context, spanContext: SpanContext): Context {
  return withSpan(context, new RemoteSpan(spanContext));
}
