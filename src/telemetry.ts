import { buildInfo } from './catalog/build-info.js';
import {
  telemetryErrorsTotal,
  telemetryLogBufferBytes,
  telemetryLogLinesTotal,
  telemetrySpanQueueBytes,
  telemetrySpansTotal,
} from './catalog/telemetry-metrics.js';
import { type ConventionOverrides, type Conventions, resolveConventions } from './conventions.js';
import { createLogs, type DestinationOptions, type Logger, type Logs } from './logs/index.js';
import { createMetrics, type Metrics } from './metrics/index.js';
import { createOperationMetrics } from './operation-metrics.js';
import type { Operation, OperationRuntime } from './operation.js';
import { readPackageVersion } from './package-root.js';
import { type Environment, resolveSettings, type Settings, type SettingsInput } from './settings/index.js';
import { type Closer, createShutdown, type ShutdownPhase } from './shutdown.js';
import { createTraces, type Traces, type TracesOptions } from './traces/index.js';

/** What `createTelemetry` takes: settings, conventions that differ from the defaults, and sinks for tests. */
export interface TelemetryOptions extends SettingsInput {
  readonly conventions?: ConventionOverrides;
  /** Variables to read settings from; `process.env` by default. */
  readonly env?: Environment;
  /** Where log lines and spans go instead of what the settings say. */
  readonly sinks?: {
    readonly logs?: DestinationOptions;
    readonly traces?: NonNullable<TracesOptions['exporter']>;
  };
}

/** All telemetry of a service: everything hangs on this one value. */
export interface Telemetry extends OperationRuntime {
  readonly settings: Settings;
  readonly conventions: Conventions;
  /** Version of Tricord, as on every log line. */
  readonly frameworkVersion: string;
  /** When this process started. */
  readonly startedAt: Date;
  /** The business logger: zap's levels, `log.info('message', { fields })` or pino's `log.info({ fields }, 'message')`. */
  readonly log: Logger;
  readonly logs: Logs;
  readonly metrics: Metrics;
  /** OpenTelemetry tracer for spans of the service's own. */
  readonly tracer: Traces['tracer'];
  readonly traces: Traces;
  /** Operations by the library's object they are about, so that a second adapter only adds what it knows. */
  readonly running: WeakMap<object, { readonly operation: Operation; error?: unknown }>;
  /** Counts a failure of an adapter that the application is spared. */
  countError(signal: 'span' | 'metric' | 'log' | 'adapter'): void;
  /** Has `shutdown` call a function before spans and lines are flushed, one after another in this order. */
  onShutdown(close: Closer, phase?: ShutdownPhase): void;
  /** Closes what was registered, flushes spans and logs, and ends within `deadlineMs` (5,000 by default). */
  shutdown(options?: { deadlineMs?: number }): Promise<void>;
}

/**
 * Starts logs, metrics and traces by one set of conventions.
 * Throws a `TRI_SETTINGS_…` error when a setting is unknown or of the wrong type; nothing throws later.
 */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { conventions: overrides, env = process.env, sinks = {}, ...code } = options;
  const settings = resolveSettings(code, env, resolveConventions(overrides));
  const conventions = resolveConventions({ ...overrides, seriesBudget: settings.metrics.seriesBudget });
  const frameworkVersion = readPackageVersion();
  // Logs come first so that the other rooms have somewhere to speak; the trace ids are looked up per line.
  const rooms: { traces?: Traces } = {};
  const logs = createLogs({
    service: settings.service,
    frameworkVersion,
    dialect: settings.logs.dialect,
    levels: { framework: settings.logs.frameworkLevel, business: settings.logs.level },
    destination: sinks.logs ?? logDestination(settings),
    caller: settings.logs.caller,
    development: !settings.production,
    traceIds: () => rooms.traces?.ids(),
  });
  const traces = createTraces({
    service: settings.service,
    conventions,
    sampleRatio: settings.traces.sampleRatio,
    ...exporterOf(settings, sinks.traces),
    diagnose: (level, text) => logs.framework[level](text, { comp: 'tricord.traces' }),
  });
  rooms.traces = traces;
  const metrics = createMetrics({
    conventions,
    production: settings.production,
    runtimeCollectors: settings.metrics.runtime,
    onProblem: (text) => logs.framework.error(text, { comp: 'tricord.metrics' }),
    traceId: () => traces.ids()?.traceId,
  });
  return assemble({ settings, conventions, frameworkVersion, logs, traces, metrics });
}

type Parts = Pick<Telemetry, 'settings' | 'conventions' | 'frameworkVersion' | 'logs' | 'traces' | 'metrics'>;

function assemble(parts: Parts): Telemetry {
  const { settings, logs, traces, metrics } = parts;
  const startedAt = new Date(Date.now() - process.uptime() * 1000);
  const errors = metrics.counterFamily(telemetryErrorsTotal);
  const shutdown = createShutdown(parts);
  observeTelemetry(parts, startedAt);
  const slowMs = settings.access.slowMs > 0 ? { slowMs: settings.access.slowMs } : {};
  return {
    ...parts,
    startedAt,
    running: new WeakMap(),
    log: logs.business,
    tracer: traces.tracer,
    operationMetrics: createOperationMetrics(metrics),
    access: { servers: settings.access.servers, clients: settings.access.clients, ...slowMs },
    countError: (signal) => errors.series([signal]).inc(),
    onShutdown: shutdown.add,
    shutdown: ({ deadlineMs = 5000 } = {}) => shutdown.run(deadlineMs),
  };
}

function logDestination({ logs }: Settings): DestinationOptions {
  return logs.destination === 'file' ? { kind: 'file', path: logs.file } : { kind: logs.destination };
}

function exporterOf({ traces }: Settings, sink: TracesOptions['exporter']): Pick<TracesOptions, 'exporter'> {
  if (sink !== undefined) return { exporter: sink };
  if (traces.endpoint === '') return {};
  const { endpoint, protocol, headers } = traces;
  return { exporter: { kind: 'otlp-http', endpoint, protocol, headers } };
}

/** What telemetry says of itself on `/metrics`: who it is, and every loss. */
function observeTelemetry(
  { settings, frameworkVersion, logs, traces, metrics }: Parts,
  startedAt: Date,
): void {
  const { name, version, mode, region, zone, buildTime } = settings.service;
  const start = localTime(startedAt);
  const identity = [name, mode, region, zone, version, frameworkVersion, start, buildTime, process.version];
  metrics
    .gaugeFamily(buildInfo)
    .series([...identity, frameworkVersion, process.version])
    .set(1);
  metrics.observe(telemetryLogLinesTotal, () => {
    const { destination, produced, written, dropped } = logs.counts();
    return Object.entries({ produced, written, dropped }).map(
      ([result, n]) => [[destination, result], n] as const,
    );
  });
  metrics.observe(telemetryLogBufferBytes, () => {
    const { destination, bufferedBytes } = logs.counts();
    return [[[destination], bufferedBytes]];
  });
  metrics.observe(telemetrySpansTotal, () => {
    const { ended, exported, dropped, failed, rejected } = traces.counts();
    return Object.entries({ ended, exported, dropped, failed, rejected }).map(
      ([result, n]) => [[result], n] as const,
    );
  });
  metrics.observe(telemetrySpanQueueBytes, () => [[[], traces.counts().queuedBytes]]);
}

/** Ego's form of a time in labels: local time without a zone. */
function localTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}
