import {
  type Context,
  createContextKey,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { adoptContext, spanOf } from './context-with-span.js';
import type { ActiveRules } from './sampling-rules.js';

const strangerKey = createContextKey('tricord stranger');

/** Returns the caller of a context whose trace is linked and not continued. */
export function strangerOf(context: Context): SpanContext | undefined {
  return context.getValue(strangerKey) as SpanContext | undefined;
}

/**
 * Our propagator for the instrumentations of OTel. At the edge it keeps the trace, baggage and extra keys of every caller
 * out: an instrumentation does not tell the address that a trusted network is known by.
 */
export class SdkPropagator implements TextMapPropagator {
  readonly #propagator: TextMapPropagator;
  readonly #rules: ActiveRules;

  constructor(propagator: TextMapPropagator, rules: ActiveRules) {
    this.#propagator = propagator;
    this.#rules = rules;
  }

  fields(): string[] {
    return this.#propagator.fields();
  }

  inject<Carrier>(context: Context, carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    this.#propagator.inject(context, carrier, setter);
  }

  extract<Carrier>(context: Context, carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    const extracted = this.#propagator.extract(context, carrier, getter);
    if (!this.#rules.edge.isOn) return adoptContext(extracted);
    const caller = spanOf(extracted);
    const isNew = caller !== undefined && caller !== spanOf(context);
    return adoptContext(isNew ? context.setValue(strangerKey, caller.spanContext()) : context);
  }
}
