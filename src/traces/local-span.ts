import type { Context, SpanContext, TraceState } from '@opentelemetry/api';
import type { AttributeValues } from '../catalog/attributes.js';
import { withSpan } from './context-with-span.js';
import { SilentSpan } from './silent-span.js';

/** How an operation's span ends. */
export interface OperationSpanEnd {
  readonly failed: boolean;
  /** Whether it took longer than its entry allows, which is a reason to keep a trace that was not sampled. */
  readonly slow?: boolean;
  /** All facts that are known now; they replace those of the start. */
  readonly attributes?: AttributeValues;
  /** What was thrown, of any type; told as an exception event. */
  readonly error?: unknown;
  /** Sentence of the status; the error's message by default. */
  readonly description?: string;
  /** Reading of `performance.now()`. @default now */
  readonly at?: number;
}

/** The span of an operation, spoken to in facts of the catalog. */
export interface OperationSpan {
  /** Context with this span active. */
  readonly context: Context;
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the span will be exported. */
  readonly sampled: boolean;
  /** Names it anew; the method, once routing knows it, may decide again whether it is sampled. */
  rename(name: string, method?: string): void;
  /** Adds facts; those that the entry does not state are left out. */
  set(attributes: AttributeValues): void;
  /** Ends the span; a second end changes nothing. */
  finish(end: OperationSpanEnd): void;
}

/** Where a span stands in its trace, as far as children, callees and log lines see it. */
export interface TracePlace {
  /** What its context holds besides the span. */
  readonly base: Context;
  readonly traceId: string;
  readonly traceState: TraceState | undefined;
  readonly sampled: boolean;
}

/** What every span of this process has: what children, callees and log lines need to know of it. */
export abstract class LocalSpan extends SilentSpan implements OperationSpan {
  // Declared, as in RecordingSpan.
  declare readonly traceId: string;
  declare readonly spanId: string;
  declare readonly traceState: TraceState | undefined;
  /** Fixed once `isSeen`. */
  declare sampled: boolean;
  /** Whether anybody was told the decision: a child, a callee, the user. */
  declare isSeen: boolean;
  declare private readonly base: Context;
  declare private ownContext: Context | undefined;
  declare private ids: SpanContext | undefined;

  constructor(spanId: string, { base, traceId, traceState, sampled }: TracePlace) {
    super();
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceState = traceState;
    this.sampled = sampled;
    this.isSeen = false;
    this.base = base;
    this.ownContext = undefined;
    this.ids = undefined;
  }

  get context(): Context {
    return (this.ownContext ??= withSpan(this.base, this));
  }

  spanContext(): SpanContext {
    if (this.ids === undefined) {
      this.isSeen = true;
      const { traceId, spanId, traceState } = this;
      this.ids = { traceId, spanId, traceFlags: this.sampled ? 1 : 0 };
      if (traceState !== undefined) this.ids.traceState = traceState;
    }
    return this.ids;
  }

  abstract rename(name: string, method?: string): void;
  abstract set(attributes: AttributeValues): void;
  abstract finish(end: OperationSpanEnd): void;
}

/** A span that nobody will see: it has ids, for log lines and callees, and forgets the rest. */
export class UnsampledSpan extends LocalSpan {
  rename(): void {}
  set(): void {}
  finish(): void {}
}
