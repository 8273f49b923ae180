import {
  isSpanContextValid,
  ROOT_CONTEXT,
  type Context,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { isTracingSuppressed, W3CBaggagePropagator } from '@opentelemetry/core';
import { spanOf } from './context-with-span.js';
import { parseTraceparent } from './parse-traceparent.js';
import { parseTracestate } from './parse-tracestate.js';
import { withRemoteSpan } from './remote-span.js';

/** W3C Baggage §4.3.2. */
const maxBaggageLength = 8192;

/**
 * W3C trace context and baggage behind a front that believes nothing: headers that are too long, of another type than
 * string, or outside the grammar are as good as absent, and no carrier makes it throw.
 */
export class StrictPropagator implements TextMapPropagator {
  readonly #baggage = new W3CBaggagePropagator();

  fields(): string[] {
    return ['traceparent', 'tracestate', 'baggage'];
  }

  inject<Carrier>(context: Context, carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    try {
      const span = spanOf(context)?.spanContext();
      if (isTracingSuppressed(context)) return;
      if (span !== undefined && isSpanContextValid(span))
        injectSpan(span, (key, value) => setter.set(carrier, key, value));
      this.#baggage.inject(context, carrier, setter);
    } catch {
      // A request without trace context is better than no request.
    }
  }

  extract<Carrier>(context: Context, carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    const read = (key: string): unknown => {
      try {
        return getter.get(carrier, key);
      } catch {
        return undefined;
      }
    };
    try {
      return this.#extractBaggage(extractSpan(context, read), read('baggage'));
    } catch {
      return ROOT_CONTEXT;
    }
  }

  #extractBaggage(context: Context, header: unknown): Context {
    if (typeof header !== 'string' || header === '' || header.length > maxBaggageLength) return context;
    if (!/^[\t\x20-\x7e]+$/.test(header)) return context;
    return this.#baggage.extract(context, header, { get: (value) => value, keys: () => ['baggage'] });
  }
}

function extractSpan(context: Context, read: (key: string) => unknown): Context {
  const span = parseTraceparent(read('traceparent'));
  if (span === undefined) return context;
  const traceState = parseTracestate(read('tracestate'));
  if (traceState !== undefined) span.traceState = traceState;
  return withRemoteSpan(context, span);
}

function injectSpan(span: SpanContext, set: (key: string, value: string) => void): void {
  set('traceparent', `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`);
  const state = span.traceState?.serialize();
  if (typeof state === 'string' && state !== '') set('tracestate', state);
}
