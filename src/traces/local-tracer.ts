import type { Context, Link, Span, SpanOptions, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { InstrumentationScope } from './otel-core.js';
import type { Contexts } from './create-contexts.js';
import { cutText } from './cut-text.js';
import type { LocalSpan } from './local-span.js';
import { readText } from './span-parts.js';
import type { SpanSource } from './span-source.js';
import { readTime } from './span-time.js';

/** A tracer of OTel's API that gives a span for whatever it is asked. */
export class LocalTracer implements Tracer {
  readonly #source: SpanSource;
  readonly #contexts: Contexts;
  readonly #scope: InstrumentationScope;

  constructor(source: SpanSource, contexts: Contexts, scope: InstrumentationScope) {
    this.#source = source;
    this.#contexts = contexts;
    this.#scope = scope;
  }

  startSpan(name: string, options?: SpanOptions, context: Context = this.#contexts.active()): LocalSpan {
    try {
      return this.#start(name, options ?? {}, context);
    } catch {
      return this.#startCarefully(name, options, context);
    }
  }

  #start(name: string, options: SpanOptions, context: Context): LocalSpan {
    const { kind = 0, root, attributes, links, startTime } = options;
    const span = this.#source.start({
      name: cutText(readText(name)),
      kind: typeof kind === 'number' && kind >= 0 && kind <= 4 ? Math.trunc(kind) : 0,
      scope: this.#scope,
      parent: root === true ? trace.deleteSpan(context) : context,
      startedAt: performance.now(),
      startTime: startTime == null ? undefined : readTime(startTime, this.#source.clock),
      method: undefined,
      awaitsMethod: false,
      entry: undefined,
      facts: undefined,
    });
    if (!span.isRecording()) return span;
    if (attributes != null) span.setAttributes(attributes);
    if (Array.isArray(links)) span.addLinks(links as Link[]);
    return span;
  }

  /** What made a start throw is left out, one after another. */
  #startCarefully(name: string, options: SpanOptions | undefined, context: Context): LocalSpan {
    return (
      attempt(() => this.#start(name, options ?? {}, ROOT_CONTEXT)) ??
      attempt(() => this.#start('unnamed', options ?? {}, context)) ??
      attempt(() => this.#start(name, {}, context)) ??
      attempt(() => this.#start('unnamed', {}, context)) ??
      attempt(() => this.#start(name, {}, ROOT_CONTEXT)) ??
      this.#start('unnamed', {}, ROOT_CONTEXT)
    );
  }

  startActiveSpan<Fn extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<Fn> {
    const fn = rest.at(-1);
    const [options, context = this.#contexts.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, context);
    if (typeof fn !== 'function') return undefined as ReturnType<Fn>;
    return this.#contexts.run(span.context, () => (fn as Fn)(span) as ReturnType<Fn>);
  }
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
