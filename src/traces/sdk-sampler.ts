import {
  type Attributes,
  type Context,
  isSpanContextValid,
  SamplingDecision,
  type SamplingResult,
  SpanKind,
  TraceFlags,
} from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace-base';
import { spanOf } from './context-with-span.js';
import { coinOf } from './random-ids.js';
import { RemoteSpan } from './remote-span.js';
import type { ActiveRules } from './sampling-rules.js';
import type { SpanSource } from './span-source.js';
import { TwinState } from './twin-state.js';
import type { Twins } from './twins.js';

/** What the parts for OTel's SDK share with our own spans. */
export interface SdkShared {
  readonly source: SpanSource;
  readonly rules: ActiveRules;
  readonly twins: Twins;
}

/** Decides about spans of OTel's SDK by the rules that hold for ours; what an adapter of ours tells already is not recorded. */
export class SdkSampler implements Sampler {
  readonly #shared: SdkShared;

  constructor(shared: SdkShared) {
    this.#shared = shared;
  }

  shouldSample(...asked: Parameters<Sampler['shouldSample']>): SamplingResult {
    const [context, traceId, name, kind, attributes] = asked;
    const original = this.#shared.twins.take(kind, attributes);
    if (original !== undefined) {
      const isTold = kind === SpanKind.CLIENT || kind === SpanKind.PRODUCER;
      return { decision: SamplingDecision.NOT_RECORD, traceState: new TwinState(original, isTold) };
    }
    return { decision: this.#decide(context, traceId, methodOf(name, attributes)) };
  }

  toString(): string {
    return 'TricordSampler';
  }

  #decide(context: Context, traceId: string, method: string): SamplingDecision {
    const { source, rules } = this.#shared;
    if (!source.canRecord) return SamplingDecision.NOT_RECORD;
    const parent = spanOf(context);
    const caller = parent?.spanContext();
    const isChild = caller !== undefined && isSpanContextValid(caller);
    const isSampled = isChild
      ? (caller.traceFlags & TraceFlags.SAMPLED) !== 0
      : rules.sampler.decide(coinOf(traceId), method, performance.now());
    if (isSampled) return SamplingDecision.RECORD_AND_SAMPLED;
    // Recorded, so that it is there if its trace is kept for what went wrong in it.
    const mayBeKept = !isChild || parent instanceof RemoteSpan || source.tailOf(parent) !== undefined;
    return source.tail.isOn && mayBeKept ? SamplingDecision.RECORD : SamplingDecision.NOT_RECORD;
  }
}

/** The method that a route's ratio goes by, as far as it is known when an instrumentation starts a span: the path, not its template. */
function methodOf(name: string, attributes: Attributes): string {
  const method = attributes['http.request.method'] ?? attributes['http.method'];
  const path = attributes['url.path'] ?? attributes['http.target'];
  if (typeof method !== 'string' || typeof path !== 'string') return name;
  return `${method}.${path.split('?', 1)[0]}`;
}
