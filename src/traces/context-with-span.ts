import { trace, type Context, type Span } from '@opentelemetry/api';
import { twinOf } from './twin-state.js';

/** The key under which every copy of API 1.x keeps the span of a context; it offers no other way to learn it. */
const spanKey = findSpanKey();

/**
 * A context and the span that is active in it. OTel's own context copies a map for that, which costs more than the span;
 * this one is a pair, and never a chain: what it replaces is left behind, so a loop of spans cannot hold its ancestors.
 */
class ContextWithSpan implements Context {
  readonly base: Context;
  readonly span: Span | undefined;
  /** Whether the callee of what runs here was told of its caller already. */
  readonly isTold: boolean;

  constructor(base: Context, span: Span | undefined, isTold = false) {
    this.base = base;
    this.span = span;
    this.isTold = isTold;
  }

  getValue(key: symbol): unknown {
    return key === spanKey ? this.span : this.base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    if (key !== spanKey) return new ContextWithSpan(this.base.setValue(key, value), this.span, this.isTold);
    const span = value as Span;
    const twin = twinOf(span);
    return new ContextWithSpan(this.base, twin?.original ?? span, twin?.isTold);
  }

  deleteValue(key: symbol): Context {
    // The base may hold another span, which must not appear in its place.
    if (key === spanKey) return this.base.deleteValue(key);
    return new ContextWithSpan(this.base.deleteValue(key), this.span);
  }
}

/** Returns the context with a span active. */
export function withSpan(context: Context, span: Span): Context {
  return new ContextWithSpan(baseOf(context), span);
}

/** Returns a context of ours for any context, so that a span of the SDK set in it is seen for the one it stands for. */
export function adoptContext(context: Context): Context {
  return context instanceof ContextWithSpan ? context : new ContextWithSpan(context, spanOf(context));
}

/** Says whether the callee of what runs in a context was told of its caller already. */
export function isCalleeTold(context: Context): boolean {
  if (context instanceof ContextWithSpan) return context.isTold;
  const span = context.getValue(spanKey) as Span | undefined;
  return span !== undefined && twinOf(span)?.isTold === true;
}

/** Returns what a context of ours holds besides its span. */
export function baseOf(context: Context): Context {
  return context instanceof ContextWithSpan ? context.base : context;
}

/** Returns the span that is active in a context. */
export function spanOf(context: Context): Span | undefined {
  if (context instanceof ContextWithSpan) return context.span;
  const span = (context.getValue(spanKey) as Span | undefined) ?? undefined;
  return span === undefined ? undefined : (twinOf(span)?.original ?? span);
}

function findSpanKey(): symbol {
  let found = Symbol('span');
  const probe: Context = {
    getValue(key) {
      found = key;
      return undefined;
    },
    setValue: () => probe,
    deleteValue: () => probe,
  };
  trace.getSpan(probe);
  return found;
}
