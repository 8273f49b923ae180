import { trace, type Context, type Span } from '@opentelemetry/api';

/** The key under which every copy of API 1.x keeps the span of a context; it offers no other way to learn it. */
const spanKey = findSpanKey();

/**
 * A context and the span that is active in it. OTel's own context copies a map for that, which costs more than the span;
 * this one is a pair, and never a chain: what it replaces is left behind, so a loop of spans cannot hold its ancestors.
 */
class ContextWithSpan implements Context {
  readonly base: Context;
  readonly span: Span;

  constructor(base: Context, span: Span) {
    this.base = base;
    this.span = span;
  }

  getValue(key: symbol): unknown {
    return key === spanKey ? this.span : this.base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    if (key === spanKey) return new ContextWithSpan(this.base, value as Span);
    return new ContextWithSpan(this.base.setValue(key, value), this.span);
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

/** Returns what a context of ours holds besides its span. */
export function baseOf(context: Context): Context {
  return context instanceof ContextWithSpan ? context.base : context;
}

/** Returns the span that is active in a context. */
export function spanOf(context: Context): Span | undefined {
  if (context instanceof ContextWithSpan) return context.span;
  return (context.getValue(spanKey) as Span | undefined) ?? undefined;
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
