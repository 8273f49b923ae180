import {
  isSpanContextValid,
  ROOT_CONTEXT,
  type Context,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { isTracingSuppressed, W3CBaggagePropagator } from './otel-core.js';
import { isCalleeTold, spanOf } from './context-with-span.js';
import { ExtraKeys } from './extra-keys.js';
import {
  createSpanFormat,
  type Read,
  type SpanFormat,
  type SpanFormatName,
  type Write,
} from './span-formats.js';
import { withRemoteSpan } from './remote-span.js';

/** What travels with a request. */
export interface PropagationOptions {
  /** How spans are told, and whether baggage is; the first format that a caller's headers hold is believed, all are sent. */
  readonly formats?: readonly (SpanFormatName | 'baggage')[];
  /** Headers that travel besides, lower case. */
  readonly extraKeys?: readonly string[];
}

/** W3C Baggage §4.3.2. */
const maxBaggageLength = 8192;

/**
 * Trace context, baggage and extra keys behind a front that believes nothing: headers that are too long, of another type
 * than string, or outside the grammar are as good as absent, and no carrier makes it throw.
 */
export class StrictPropagator implements TextMapPropagator {
  readonly extraKeys = new ExtraKeys();
  #formats: readonly SpanFormat[] = [];
  #baggage: W3CBaggagePropagator | undefined;

  constructor(options: PropagationOptions = {}) {
    this.configure(options);
  }

  /** Has the next request travel otherwise. */
  configure({ formats = ['tracecontext', 'baggage'], extraKeys = [] }: PropagationOptions): void {
    this.#formats = formats.filter((name) => name !== 'baggage').map((name) => createSpanFormat(name));
    this.#baggage = formats.includes('baggage') ? new W3CBaggagePropagator() : undefined;
    this.extraKeys.fields = extraKeys;
  }

  fields(): string[] {
    const baggage = this.#baggage === undefined ? [] : ['baggage'];
    return [...this.#formats.flatMap(({ fields }) => fields), ...baggage, ...this.extraKeys.fields];
  }

  inject<Carrier>(context: Context, carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    try {
      if (isTracingSuppressed(context) || isCalleeTold(context)) return;
      const set: Write = (key, value) => setter.set(carrier, key, value);
      const span = spanOf(context)?.spanContext();
      if (span !== undefined && isSpanContextValid(span))
        for (const format of this.#formats) format.write(span, set);
      this.#baggage?.inject(context, carrier, setter);
      this.extraKeys.write(context, set);
    } catch {
      // A request without trace context is better than no request.
    }
  }

  extract<Carrier>(context: Context, carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    const read: Read = (key) => {
      try {
        return getter.get(carrier, key);
      } catch {
        return undefined;
      }
    };
    try {
      return this.extraKeys.add(this.#extractBaggage(this.#extractSpan(context, read), read), read);
    } catch {
      return ROOT_CONTEXT;
    }
  }

  #extractSpan(context: Context, read: Read): Context {
    for (const format of this.#formats) {
      const span = format.read(read);
      if (span !== undefined) return withRemoteSpan(context, span);
    }
    return context;
  }

  #extractBaggage(context: Context, read: Read): Context {
    const header = this.#baggage === undefined ? undefined : read('baggage');
    if (typeof header !== 'string' || header === '' || header.length > maxBaggageLength) return context;
    if (!/^[\t\x20-\x7e]+$/.test(header)) return context;
    const getter = { get: (value: string) => value, keys: () => ['baggage'] };
    return this.#baggage?.extract(context, header, getter) ?? context;
  }
}
