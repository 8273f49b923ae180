import {
  INVALID_SPANID,
  INVALID_TRACEID,
  ROOT_CONTEXT,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { isTracingSuppressed } from './otel-core.js';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { baseOf, spanOf } from './context-with-span.js';
import type { HeadSampler } from './head-sampler.js';
import { LocalSpan, UnsampledSpan } from './local-span.js';
import { RemoteSpan } from './remote-span.js';
import { coinOf, RandomIds } from './random-ids.js';
import { RecordingSpan } from './recording-span.js';
import type { SpanHome, SpanPlace, SpanRequest } from './span-home.js';
import type { SpanLimits } from './span-limits.js';
import { readSpanContext } from './span-parts.js';
import { TailBuffer, type TailOptions, type TailTrace } from './tail-buffer.js';
import { WallClock } from './wall-clock.js';

/** What spans are made of and where they go when they end. */
export interface SpanSourceOptions {
  readonly resource: Resource;
  readonly keysOf: SpanHome['keysOf'];
  readonly limits: SpanLimits;
  readonly sampler: HeadSampler;
  readonly tail: TailOptions;
  /** Takes spans that ended and are to be exported; without it none is sampled. */
  readonly deliver: ((span: ReadableSpan) => void) | undefined;
  /** Estimates the bytes of a span. */
  readonly measure: (span: ReadableSpan) => number;
}

/** Starts every span of one Traces, decides which are recorded, and passes on those that ended. */
export class SpanSource implements SpanHome {
  readonly clock = new WallClock();
  readonly ids = new RandomIds();
  readonly limits: SpanLimits;
  readonly resource: Resource;
  readonly tail: TailBuffer;
  readonly keysOf: SpanHome['keysOf'];
  open = 0;
  /** Unsampled traces whose spans of OTel's SDK wait for a decision, by their spans. */
  readonly sdkTails = new WeakMap<Span, TailTrace>();
  readonly #sampler: HeadSampler;
  #deliver: SpanSourceOptions['deliver'];

  constructor({ resource, keysOf, limits, sampler, tail, deliver, measure }: SpanSourceOptions) {
    this.resource = resource;
    this.keysOf = keysOf;
    this.limits = limits;
    this.#sampler = sampler;
    this.#deliver = deliver;
    this.tail = new TailBuffer(tail, (span) => this.#deliver?.(span), measure);
  }

  /** Has spans that end go elsewhere; without a place for them none is sampled any more. */
  deliverTo(deliver: SpanSourceOptions['deliver']): void {
    this.#deliver = deliver;
  }

  /** Whether what is recorded has a place to go. */
  get canRecord(): boolean {
    return this.#deliver !== undefined;
  }

  /** Passes on a span that is none of ours. */
  deliver(span: ReadableSpan): void {
    this.#deliver?.(span);
  }

  /** Returns the trace whose end decides about a span that is not sampled. */
  tailOf(span: Span | undefined): TailTrace | undefined {
    if (span instanceof RecordingSpan) return span.home === this ? span.tail : undefined;
    return span === undefined ? undefined : this.sdkTails.get(span);
  }

  start(request: SpanRequest): LocalSpan {
    const { parent } = request;
    if (parent === ROOT_CONTEXT) return this.#startTrace(request);
    if (isTracingSuppressed(parent)) return suppressedSpan(parent);
    const parentSpan = spanOf(parent);
    if (parentSpan instanceof LocalSpan) return this.#startChild(request, parentSpan);
    const remote = parentSpan === undefined ? undefined : readParent(parentSpan);
    if (remote === undefined) return this.#startTrace(request);
    return this.#continueTrace(request, remote, this.tailOf(parentSpan));
  }

  ended(span: RecordingSpan): void {
    this.open--;
    if (span.sampled) this.#deliver?.(span);
    else if (span.tail !== undefined) this.tail.ended(span, span.tail, span.isFirst);
  }

  redecide(span: RecordingSpan, method: string): void {
    if (!span.isFirst || span.isSeen || !this.#sampler.hasRoutes || span.parentSpanContext !== undefined)
      return;
    if (span.sampled) this.#sampler.undo();
    span.sampled = this.#sampler.decide(coinOf(span.traceId), method, performance.now());
  }

  /** A trace that begins here: the coin decides, and may be tossed again while the method is unknown. */
  #startTrace(request: SpanRequest): LocalSpan {
    const traceId = this.ids.generateTraceId();
    const { method, startedAt, awaitsMethod } = request;
    const canRecord = this.#deliver !== undefined;
    const sampled = canRecord && this.#sampler.decide(this.ids.coin, method, startedAt);
    const mayChange = canRecord && awaitsMethod === true && this.#sampler.hasRoutes;
    return this.#create(request, mayChange, {
      base: baseOf(request.parent),
      traceId,
      traceState: undefined,
      sampled,
      parent: undefined,
      isFirst: true,
      tail: this.#tailOf(sampled && !mayChange),
    });
  }

  #startChild(request: SpanRequest, span: LocalSpan): LocalSpan {
    const { traceId, traceState, sampled } = span;
    const tail = this.tailOf(span);
    const parent = span.spanContext();
    const base = baseOf(request.parent);
    return this.#create(request, false, { base, traceId, traceState, sampled, parent, isFirst: false, tail });
  }

  /** The decision of another process is kept; without an exporter the flag must still say that nothing is recorded. */
  #continueTrace(request: SpanRequest, parent: SpanContext, shared: TailTrace | undefined): LocalSpan {
    const { traceId, traceState } = parent;
    const sampled = this.#deliver !== undefined && (parent.traceFlags & 1) === 1;
    const tail = shared ?? this.#tailOf(sampled);
    const base = baseOf(request.parent);
    const isFirst = shared === undefined;
    return this.#create(request, false, { base, traceId, traceState, sampled, parent, isFirst, tail });
  }

  newTail(): TailTrace {
    return { keptFor: undefined, isDecided: false, waiting: undefined };
  }

  #tailOf(sampled: boolean): TailTrace | undefined {
    if (sampled || this.#deliver === undefined || !this.tail.isOn) return undefined;
    return this.newTail();
  }

  /** A span that is neither sampled, nor may be so later, nor kept for what it did, is not recorded. */
  #create(request: SpanRequest, mayChange: boolean, place: SpanPlace): LocalSpan {
    const spanId = this.ids.generateSpanId();
    if (!place.sampled && place.tail === undefined && !mayChange) return new UnsampledSpan(spanId, place);
    return new RecordingSpan(this, request, spanId, place);
  }
}

/** What a span that is not of this source says of itself, if it names a valid span at all. */
function readParent(span: Span): SpanContext | undefined {
  try {
    return span instanceof RemoteSpan ? span.spanContext() : readSpanContext(span.spanContext());
  } catch {
    return undefined;
  }
}

/** Telemetry's own requests are not traced. */
function suppressedSpan(parent: Context): LocalSpan {
  const place = { base: baseOf(parent), traceId: INVALID_TRACEID, traceState: undefined, sampled: false };
  return new UnsampledSpan(INVALID_SPANID, place);
}
