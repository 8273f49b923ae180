import type { Context, Link, Span, SpanKind, SpanOptions, Tracer } from '@opentelemetry/api';
import { INVALID_SPAN_CONTEXT, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Contexts } from './create-contexts.js';
import { readLink, readText, SafeSpan } from './safe-span.js';

/** A tracer that gives a span for whatever it is asked, and spans that never throw. */
export class SafeTracer implements Tracer {
  readonly #tracer: Tracer;
  readonly #contexts: Contexts;

  constructor(tracer: Tracer, contexts: Contexts) {
    this.#tracer = tracer;
    this.#contexts = contexts;
  }

  startSpan(name: string, options?: SpanOptions, context: Context = this.#contexts.active()): Span {
    const parent = isContext(context) ? context : ROOT_CONTEXT;
    const span =
      attempt(() => this.#tracer.startSpan(readText(name), cleanOptions(options), parent)) ??
      attempt(() => this.#tracer.startSpan('unnamed', {}, parent)) ??
      attempt(() => this.#tracer.startSpan('unnamed', {}, ROOT_CONTEXT));
    if (span === undefined) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    return span.isRecording() ? new SafeSpan(span) : span;
  }

  /** Starts a span whose kind and parent come from us, so that only its name needs care. */
  startOperation(name: string, kind: SpanKind, parent: Context): Span {
    if (typeof name !== 'string') return this.startSpan(name, { kind }, parent);
    try {
      const span = this.#tracer.startSpan(name, { kind }, parent);
      return span.isRecording() ? new SafeSpan(span) : span;
    } catch {
      return this.startSpan(name, { kind }, parent);
    }
  }

  startActiveSpan<Fn extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<Fn> {
    const fn = rest.at(-1);
    const [options, context = this.#contexts.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const parent = isContext(context) ? context : ROOT_CONTEXT;
    const span = this.startSpan(name, options, parent);
    if (typeof fn !== 'function') return undefined as ReturnType<Fn>;
    const inner = attempt(() => trace.setSpan(parent, span)) ?? ROOT_CONTEXT;
    return this.#contexts.run(inner, () => (fn as Fn)(span) as ReturnType<Fn>);
  }
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function isContext(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && attempt(() => 'getValue' in value) === true;
}

/** The kind is written as a number and a link's ids as bytes: neither may be anything else. */
function cleanOptions(options: SpanOptions | undefined): SpanOptions {
  if (typeof options !== 'object' || options === null) return {};
  const { kind, links, attributes, startTime, root } = options;
  const clean: SpanOptions = { root: root === true };
  if (typeof kind === 'number' && kind >= 0 && kind <= 4) clean.kind = Math.trunc(kind);
  if (attributes != null) clean.attributes = attributes;
  if (startTime != null) clean.startTime = startTime;
  if (Array.isArray(links)) clean.links = links.flatMap(cleanLink);
  return clean;
}

function cleanLink(link: Link): Link[] {
  const copy = attempt(() => readLink(link));
  return copy === undefined ? [] : [copy];
}
