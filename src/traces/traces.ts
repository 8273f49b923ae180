import type { Context, Tracer } from '@opentelemetry/api';
import type { AttributeValues } from '../catalog/attributes.js';
import type { OperationEntry } from '../catalog/define-operation.js';
import type { Conventions } from '../conventions.js';

import type { Report } from './attach-diagnostics.js';
import type { Propagation } from './create-propagation.js';
import type { OperationSpan } from './local-span.js';
import type { ExportOptions } from './export-pipe.js';
import type { TraceExporterOptions } from './open-exporter.js';
import type { SamplingRules } from './sampling-rules.js';
import type { SpanCounts } from './span-counts.js';
import type { SdkParts } from './sdk-parts.js';
import type { SpanLimits } from './span-limits.js';
import type { PropagationOptions } from './strict-propagator.js';

/** Carries the active span and baggage; opaque to the rooms above. */
export type TraceContext = Context;

/** What waits to be exported, and for how long. */
export interface QueueOptions {
  /** @default 16384 */
  readonly spans?: number;
  /** @default 16777216 */
  readonly bytes?: number;
  /** Spans that are exported together at most. @default 512 */
  readonly batchSpans?: number;
  /** Milliseconds that spans wait for company. @default 1000 */
  readonly delayMs?: number;
}

/** What traces are made of. */
export interface TracesOptions {
  readonly service: { readonly name: string; readonly version: string };
  /** Resource attributes of the user's own. */
  readonly resource?: Readonly<Record<string, string>>;
  readonly conventions: Conventions;
  /** Share of the traces begun here that are sampled, 0 to 1; the decision of a caller is kept. */
  readonly sampleRatio: number;
  /** Further rules of sampling. */
  readonly sampling?: Omit<SamplingRules, 'sampleRatio'>;
  /** How context travels. */
  readonly propagation?: PropagationOptions;
  /** Without one nothing is sampled, but every operation has its ids. */
  readonly exporter?: TraceExporterOptions;
  /** What waits to be exported and for how long. */
  readonly queue?: QueueOptions;
  /** How many parts a span may have. */
  readonly limits?: Partial<SpanLimits>;
  /** Whether OTel's global API is served too, as far as nobody else serves it. @default true */
  readonly registerGlobally?: boolean;
  /** Variables of the pod. @default process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Hears what tracing has to say of itself, each sentence at most once a minute. */
  readonly diagnose: Report;
}

/** What an operation's span starts with. */
export interface OperationSpanStart {
  readonly attributes: AttributeValues;
  /** @default the active context */
  readonly parent?: TraceContext | undefined;
  /** Contexts whose spans it links. */
  readonly links?: readonly TraceContext[] | undefined;
  /** Low-cardinality method, which a route's ratio goes by; a server that routes later says it by `rename`. */
  readonly method?: string | undefined;
  /** Reading of `performance.now()`. @default now */
  readonly at?: number | undefined;
}

/** The traces of a service. */
export interface Traces extends Propagation {
  /** OTel tracer whose spans never throw. */
  readonly tracer: Tracer;
  /** Starts the span of an operation. */
  start(entry: OperationEntry, name: string, start: OperationSpanStart): OperationSpan;
  active(): TraceContext;
  /** Runs a function inside a context; what it throws is the caller's. */
  run<Result>(context: TraceContext, fn: () => Result): Result;
  /** Binds a function, or the listeners of an EventEmitter, to a context, for callbacks that lose theirs. */
  bind<Target extends object>(context: TraceContext, target: Target): Target;
  /** Ids of the active span. */
  ids(): { traceId: string; spanId: string } | undefined;
  /** Trace id of the active span if it is sampled, so that an exemplar never points at a trace that nobody kept. */
  sampledTraceId(): string | undefined;
  /** What became of the spans. */
  counts(): SpanCounts;
  /** Changes the rules of sampling from the next trace on; throws `TRI_TRACES_INVALID_NETWORK`. */
  configure(rules: SamplingRules): void;
  /**
   * Has spans go elsewhere, those that wait too, or wait otherwise; without an exporter none is sampled any more. Throws
   * `TRI_TRACES_INVALID_ENDPOINT` or `TRI_TRACES_MISSING_PACKAGE`, and then nothing has changed.
   */
  exportTo(to: ExportOptions): void;
  /** Has the next request travel otherwise. */
  propagate(options: PropagationOptions): void;
  /** Resolves true once every span that had ended is delivered, false on a loss or after `timeoutMs` (5,000 by default). */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Gives OTel's API back for `NodeSDK` to register, and returns what it is made with; spans of ours go on as before. */
  sdkParts(): SdkParts;
  /** Delivers what it can within `deadlineMs` (5,000 by default), counts the rest as lost, and gives OTel's API back. */
  shutdown(deadlineMs?: number): Promise<void>;
}
