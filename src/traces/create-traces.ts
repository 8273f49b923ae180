import {
  INVALID_TRACEID,
  isSpanContextValid,
  TraceFlags,
  type Context,
  type TracerProvider,
} from '@opentelemetry/api';
import type { InstrumentationScope } from './otel-core.js';
import { attachDiagnostics } from './attach-diagnostics.js';
import { spanOf } from './context-with-span.js';
import { createContexts, type Contexts } from './create-contexts.js';
import { createPropagation } from './create-propagation.js';
import { createResource } from './create-resource.js';
import { ExportPipe } from './export-pipe.js';
import { LocalSpan } from './local-span.js';
import { LocalTracer } from './local-tracer.js';
import { makeExportable } from './make-exportable.js';
import { openExporter } from './open-exporter.js';
import { registerGlobals } from './register-globals.js';
import { ActiveRules } from './sampling-rules.js';
import { createSdkParts } from './sdk-parts.js';
import { createSpanKeys } from './span-keys.js';
import { defaultSpanLimits } from './span-limits.js';
import { SpanSource } from './span-source.js';
import { createOperations } from './start-operations.js';
import { StrictPropagator } from './strict-propagator.js';
import { Twins } from './twins.js';
import type { Traces, TracesOptions } from './traces.js';

const tracerName = 'tricord';

/** More than that are never at work at a time: somebody forgets to end them. */
const manyOpenSpans = 10_000;

/** Starts traces; throws `TRI_TRACES_INVALID_ENDPOINT` or `TRI_TRACES_INVALID_NETWORK`, nothing throws later. */
export function createTraces(options: TracesOptions): Traces {
  const { registerGlobally = true } = options;
  const rules = new ActiveRules({ ...options.sampling, sampleRatio: options.sampleRatio });
  if (options.exporter !== undefined) openExporter(options.exporter);
  const { report, detach } = attachDiagnostics(options.diagnose);
  const contexts = createContexts(registerGlobally);
  const pipe = new ExportPipe(contexts);
  pipe.configure(options, report);
  const source = createSource(options, rules, pipe);
  const provider = createProvider(source, contexts);
  const propagator = new StrictPropagator(options.propagation);
  const unregister = registerGlobally ? registerGlobals(provider, propagator) : () => {};
  const watch: { twins: Twins | undefined } = { twins: undefined };
  const release = (): void => {
    unregister();
    contexts.release();
    detach();
  };
  return {
    tracer: provider.getTracer(tracerName),
    ...createOperations({ source, contexts, rules, watch }),
    ...createPropagation(propagator, contexts.active),
    active: contexts.active,
    run: contexts.run,
    bind: contexts.bind,
    ids: () => readIds(contexts.active()),
    sampledTraceId: () => readSampledTraceId(contexts.active()),
    counts: () => {
      // Said when somebody looks, such as a scrape, and at most once a minute.
      if (source.open > manyOpenSpans) report('warn', `${source.open} spans have not ended.`);
      return { ...pipe.counts(), open: source.open };
    },
    configure: (changed) => {
      rules.configure(changed);
      source.tail.configure(rules.tail);
    },
    exportTo: (changed) => {
      pipe.configure(changed, report);
      source.deliverTo(pipe.deliver);
    },
    propagate: (changed) => propagator.configure(changed),
    flush: (timeoutMs) => pipe.flush(timeoutMs),
    sdkParts: () => {
      unregister();
      watch.twins ??= new Twins();
      const shared = { source, rules, twins: watch.twins };
      return createSdkParts(shared, { propagator, manager: contexts.handOver(), flush: () => pipe.flush() });
    },
    shutdown: once(async (deadlineMs) => {
      await pipe.shutdown(deadlineMs);
      release();
    }),
  };
}

function createSource(options: TracesOptions, rules: ActiveRules, { deliver }: ExportPipe): SpanSource {
  const { environment = process.env } = options;
  return new SpanSource({
    resource: createResource({ ...options, environment }),
    keysOf: createSpanKeys(options.conventions.spanDialects),
    limits: { ...defaultSpanLimits, ...options.limits },
    sampler: rules.sampler,
    tail: rules.tail,
    deliver,
    measure: makeExportable,
  });
}

function createProvider(source: SpanSource, contexts: Contexts): TracerProvider {
  return {
    getTracer: (name, version, options) =>
      new LocalTracer(source, contexts, readScope(name, version, options?.schemaUrl)),
  };
}

function readScope(name: unknown, version: unknown, schemaUrl: unknown): InstrumentationScope {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  return { name: text(name) ?? 'unknown', version: text(version), schemaUrl: text(schemaUrl) };
}

function readIds(context: Context): { traceId: string; spanId: string } | undefined {
  const span = spanOf(context);
  if (span instanceof LocalSpan && span.traceId !== INVALID_TRACEID)
    return { traceId: span.traceId, spanId: span.spanId };
  const ids = span?.spanContext();
  if (ids === undefined || !isSpanContextValid(ids)) return undefined;
  return { traceId: ids.traceId, spanId: ids.spanId };
}

function readSampledTraceId(context: Context): string | undefined {
  const span = spanOf(context);
  if (span instanceof LocalSpan) return span.sampled ? span.traceId : undefined;
  const ids = span?.spanContext();
  const isSampled = ids !== undefined && (ids.traceFlags & TraceFlags.SAMPLED) !== 0;
  return isSampled && isSpanContextValid(ids) ? ids.traceId : undefined;
}

function once(act: (deadlineMs?: number) => Promise<void>): (deadlineMs?: number) => Promise<void> {
  let done: Promise<void> | undefined;
  return (deadlineMs) => (done ??= act(deadlineMs));
}

/** Throws what `createTraces`, `configure` and `exportTo` would throw for the same options, and changes nothing. */
export function checkTraces({
  exporter,
  sampling,
  sampleRatio,
}: Pick<TracesOptions, 'exporter' | 'sampling' | 'sampleRatio'>): void {
  if (exporter !== undefined) openExporter(exporter);
  new ActiveRules({ ...sampling, sampleRatio });
}
