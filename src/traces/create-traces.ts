import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Context,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import {
  AlwaysOffSampler,
  BasicTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { AttributeValues } from '../catalog/attributes.js';
import type { OperationEntry } from '../catalog/define-operation.js';
import type { Conventions } from '../conventions.js';
import { AccountedSpanProcessor, type SpanCounts } from './accounted-span-processor.js';
import { attachDiagnostics, type Report } from './attach-diagnostics.js';
import { createContexts, type Contexts } from './create-contexts.js';
import { createResource } from './create-resource.js';
import { CatalogSpan, type OperationSpan } from './operation-span.js';
import { exportTimeoutMs, openExporter, type TraceExporterOptions } from './open-exporter.js';
import { createRandomIds } from './random-ids.js';
import { registerGlobals } from './register-globals.js';
import { SafeTracer } from './safe-tracer.js';
import { createSpanKeys } from './span-keys.js';
import { StrictPropagator } from './strict-propagator.js';

/** Carries the active span and baggage; opaque to the rooms above. */
export type TraceContext = Context;

/** What traces are made of. */
export interface TracesOptions {
  readonly service: { readonly name: string; readonly version: string };
  /** Resource attributes of the user's own. */
  readonly resource?: Readonly<Record<string, string>>;
  readonly conventions: Conventions;
  /** Share of the traces begun here that are sampled, 0 to 1; the decision of a caller is kept. */
  readonly sampleRatio: number;
  /** Without one nothing is sampled, but every operation has its ids. */
  readonly exporter?: TraceExporterOptions;
  readonly maxQueueBytes?: number;
  readonly maxQueueSpans?: number;
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
  readonly parent?: TraceContext;
}

/** The traces of a service. */
export interface Traces {
  /** OTel tracer whose spans never throw. */
  readonly tracer: Tracer;
  /** Starts the span of an operation. */
  start(entry: OperationEntry, name: string, start: OperationSpanStart): OperationSpan;
  /** Reads W3C trace context and baggage; what breaks the grammar is as good as absent. */
  extract(get: (key: string) => string | undefined): TraceContext;
  /** Writes W3C trace context and baggage. */
  inject(context: TraceContext, set: (key: string, value: string) => void): void;
  active(): TraceContext;
  /** Runs a function inside a context; what it throws is the caller's. */
  run<Result>(context: TraceContext, fn: () => Result): Result;
  /** Binds a function to a context, for callbacks that lose theirs. */
  bind<Fn extends (...args: never[]) => unknown>(context: TraceContext, fn: Fn): Fn;
  /** Ids of the active span. */
  ids(): { traceId: string; spanId: string } | undefined;
  /** What became of the spans. */
  counts(): SpanCounts;
  /** Resolves true once every span that had ended is delivered, false on a loss or after `timeoutMs` (5,000 by default). */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Delivers what it can within `deadlineMs` (5,000 by default), counts the rest as lost, and gives OTel's API back. */
  shutdown(deadlineMs?: number): Promise<void>;
}

const tracerName = 'tricord';

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Starts traces; throws `TRI_TRACES_INVALID_ENDPOINT`, nothing throws later. */
export function createTraces(options: TracesOptions): Traces {
  const { registerGlobally = true, environment = process.env, conventions } = options;
  const open = options.exporter === undefined ? undefined : openExporter(options.exporter);
  const { report, detach } = attachDiagnostics(options.diagnose);
  const contexts = createContexts(registerGlobally);
  const processor = open && createProcessor(open(report), options, { contexts, report });
  const provider = new BasicTracerProvider({
    resource: createResource({ ...options, environment }),
    sampler: createSampler(options),
    idGenerator: createRandomIds(),
    spanProcessors: processor === undefined ? [] : [processor],
  });
  const safe = createSafeProvider(provider, contexts);
  const propagator = new StrictPropagator();
  const unregister = registerGlobally ? registerGlobals(safe, propagator) : () => {};
  const tracer = new SafeTracer(provider.getTracer(tracerName), contexts);
  const release = (): void => {
    unregister();
    contexts.release();
    detach();
  };
  return {
    tracer,
    ...createOperations(tracer, contexts, conventions),
    ...createPropagation(propagator),
    active: contexts.active,
    run: contexts.run,
    bind: contexts.bind,
    ids: () => readIds(contexts.active()),
    counts: () => processor?.counts() ?? noCounts(),
    flush: async (timeoutMs) => processor?.flush(timeoutMs) ?? true,
    shutdown: once(async (deadlineMs) => {
      await processor?.shutdown(deadlineMs);
      release();
    }),
  };
}

function createOperations(
  tracer: SafeTracer,
  contexts: Contexts,
  conventions: Conventions,
): Pick<Traces, 'start'> {
  const keysOf = createSpanKeys(conventions.spanDialects);
  return {
    start(entry, name, { attributes, parent = contexts.active() }) {
      const span = tracer.startOperation(name, kinds[entry.spanKind], parent);
      const operation = new CatalogSpan(span, trace.setSpan(parent, span), keysOf(entry));
      operation.set(attributes);
      return operation;
    },
  };
}

function createPropagation(propagator: StrictPropagator): Pick<Traces, 'extract' | 'inject'> {
  return {
    extract: (get) =>
      propagator.extract(ROOT_CONTEXT, get, { get: (read, key) => read(key), keys: () => [] }),
    inject: (context, set) =>
      propagator.inject(context, set, { set: (write, key, value) => write(key, value) }),
  };
}

function createProcessor(
  exporter: SpanExporter,
  { maxQueueBytes, maxQueueSpans }: TracesOptions,
  { contexts, report }: { contexts: Contexts; report: Report },
): AccountedSpanProcessor {
  return new AccountedSpanProcessor({
    exporter,
    report,
    untraced: (fn) => contexts.run(suppressTracing(ROOT_CONTEXT), fn),
    maxQueueBytes,
    maxQueueSpans,
    // The exporter's own time limit comes first, because it knows that the batch may be sent again.
    exportTimeoutMs: exportTimeoutMs + 500,
  });
}

/** Without an exporter the flag must say so: a callee would record a trace whose upper half nobody has. */
function createSampler({ exporter, sampleRatio }: TracesOptions): Sampler {
  if (exporter === undefined) return new AlwaysOffSampler();
  return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) });
}

function createSafeProvider(provider: TracerProvider, contexts: Contexts): TracerProvider {
  return {
    getTracer(name, version, options) {
      try {
        return new SafeTracer(provider.getTracer(name, version, options), contexts);
      } catch {
        return new SafeTracer(provider.getTracer(tracerName), contexts);
      }
    },
  };
}

function readIds(context: Context): { traceId: string; spanId: string } | undefined {
  const span = trace.getSpanContext(context);
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return { traceId: span.traceId, spanId: span.spanId };
}

function noCounts(): SpanCounts {
  return { ended: 0, exported: 0, dropped: 0, failed: 0, rejected: 0, queued: 0, queuedBytes: 0 };
}

function once(act: (deadlineMs?: number) => Promise<void>): (deadlineMs?: number) => Promise<void> {
  let done: Promise<void> | undefined;
  return (deadlineMs) => (done ??= act(deadlineMs));
}
