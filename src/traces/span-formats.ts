import { createRequire } from 'node:module';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type SpanContext,
  type TextMapPropagator,
} from '@opentelemetry/api';
import type * as B3 from '@opentelemetry/propagator-b3';
import type * as Jaeger from '@opentelemetry/propagator-jaeger';
import { parseTraceparent } from './parse-traceparent.js';
import { parseTracestate } from './parse-tracestate.js';

/** Reads one header of a carrier; anything may come. */
export type Read = (key: string) => unknown;

/** Writes one header of a carrier. */
export type Write = (key: string, value: string) => void;

/** How a span is told to another process, by the names of OTEL_PROPAGATORS. */
export type SpanFormatName = 'tracecontext' | 'b3' | 'b3multi' | 'jaeger';

/** One such way. */
export interface SpanFormat {
  readonly fields: readonly string[];
  /** The caller's span, or undefined when the headers break the grammar or are absent. */
  read(get: Read): SpanContext | undefined;
  write(span: SpanContext, set: Write): void;
}

/** Longest header that is looked at; the longest real one, a `uber-trace-id`, has some 60 characters. */
const longestHeader = 256;

const w3c: SpanFormat = {
  fields: ['traceparent', 'tracestate'],
  read(get) {
    const span = parseTraceparent(get('traceparent'));
    if (span === undefined) return undefined;
    const traceState = parseTracestate(get('tracestate'));
    return traceState === undefined ? span : { traceState, ...span };
  },
  write(span, set) {
    set('traceparent', `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`);
    const state = span.traceState?.serialize();
    if (typeof state === 'string' && state !== '') set('tracestate', state);
  },
};

/** Returns a format; the propagators of B3 and Jaeger are OpenTelemetry's own, loaded when they are asked for. */
export function createSpanFormat(name: SpanFormatName): SpanFormat {
  if (name === 'tracecontext') return w3c;
  const require = createRequire(import.meta.url);
  if (name === 'jaeger') {
    const { JaegerPropagator } = require('@opentelemetry/propagator-jaeger') as typeof Jaeger;
    return adopt(new JaegerPropagator());
  }
  const { B3InjectEncoding, B3Propagator } = require('@opentelemetry/propagator-b3') as typeof B3;
  const injectEncoding = name === 'b3' ? B3InjectEncoding.SINGLE_HEADER : B3InjectEncoding.MULTI_HEADER;
  return adopt(new B3Propagator({ injectEncoding }));
}

/** Makes a format of a propagator, for spans alone: Jaeger's would carry baggage too, under headers of any name. */
function adopt(propagator: TextMapPropagator): SpanFormat {
  return {
    fields: propagator.fields(),
    read(get) {
      const text = (key: string): string | undefined => {
        const value = get(key);
        return typeof value === 'string' && value.length <= longestHeader ? value : undefined;
      };
      const context = propagator.extract(ROOT_CONTEXT, text, {
        get: (read, key) => read(key),
        keys: () => [],
      });
      const span = trace.getSpanContext(context);
      if (span === undefined || !isSpanContextValid(span)) return undefined;
      const { traceId, spanId, traceFlags } = span;
      // Both propagators let capitals through, which no other format has: the ids would differ further down.
      return {
        traceId: traceId.toLowerCase(),
        spanId: spanId.toLowerCase(),
        traceFlags: traceFlags & 1,
        isRemote: true,
      };
    },
    write(span, set) {
      propagator.inject(trace.setSpanContext(ROOT_CONTEXT, span), set, {
        set: (write, key, value) => write(key, String(value)),
      });
    },
  };
}
