import { buildInfo } from './catalog/build-info.js';
import {
  telemetryErrorsTotal,
  telemetryLogBufferBytes,
  telemetryLogLinesTotal,
  telemetryLogRecordsTotal,
} from './catalog/telemetry-metrics.js';
import { type ClientBook, createClientBook } from './client-book.js';
import { type ConventionOverrides, type Conventions, resolveConventions } from './conventions.js';
import { createLogs, type Logger, type Logs, type RedactionOptions } from './logs/index.js';
import { createMetrics, type Metrics } from './metrics/index.js';
import { observeSpans } from './observe-spans.js';
import { createOperationMetrics } from './operation-metrics.js';
import { createSwitchBoard, type SwitchBoard } from './operation-switches.js';
import type { OperationRuntime } from './operation.js';
import { readPackageVersion } from './package-root.js';
import { createReconfigurer } from './reconfigure.js';
import { lineLook, logDestinations } from './logs-options.js';
import { createRunningOperations, type RunningOperations } from './running-operations.js';
import { noteRunning } from './running-telemetry.js';
import { applySettings, type Sinks } from './apply-settings.js';
import {
  createLiveSettings,
  type Environment,
  type LiveSettings,
  type SettingChange,
  type Settings,
  type SettingsHook,
  type SettingsInput,
} from './settings/index.js';
import { type Closer, createShutdown, type ShutdownPhase, type ShutdownTimes } from './shutdown.js';
import { createTraces, type Traces } from './traces/index.js';
import { tracesOptions } from './traces-options.js';

/** What `createTelemetry` takes: settings, conventions that differ from the defaults, and sinks for tests. */
export interface TelemetryOptions extends SettingsInput {
  readonly conventions?: ConventionOverrides;
  /** What log lines hide besides the built-in secrets, or keep. */
  readonly redaction?: RedactionOptions;
  /** Variables to read settings from; `process.env` by default. */
  readonly env?: Environment;
  /** Where log lines and spans go instead of what the settings say. */
  readonly sinks?: Sinks;
}

/** All telemetry of a service: everything hangs on this one value. */
export interface Telemetry extends OperationRuntime {
  /** What holds now; another object after a change. */
  readonly settings: Settings;
  /** The same with who set each value, and the hooks of those who take changes over. */
  readonly live: LiveSettings;
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
  readonly running: RunningOperations;
  /** What clients tell of their connections, for `/debug/clients`. */
  readonly clients: ClientBook;
  /** Counts a failure of an adapter that the application is spared. */
  countError(signal: 'span' | 'metric' | 'log' | 'adapter'): void;
  /**
   * Changes settings while the service runs, over file and environment, until `release` gives them back. Throws a
   * `TRI_SETTINGS_…` error for what is unknown or of the wrong type, and then nothing has changed.
   */
  reconfigure(settings: SettingsInput, source?: string): readonly SettingChange[];
  release(keys: readonly string[]): readonly SettingChange[];
  /**
   * Calls a function when a setting under one of these keys has changed; `check` is asked before and refuses the change
   * by throwing. Returns how to stop that.
   */
  onSettings(keys: readonly string[], apply: SettingsHook, check?: SettingsHook): () => void;
  /** Has `shutdown` call a function before spans and lines are flushed, one after another in this order. */
  onShutdown(close: Closer, phase?: ShutdownPhase): void;
  /**
   * Says that the service is not ready, closes what was registered, flushes spans and logs, and ends within
   * `deadlineMs`; the settings `shutdown.*` are the defaults. A second call waits for the first.
   */
  shutdown(options?: Partial<ShutdownTimes>): Promise<void>;
}

/**
 * Starts logs, metrics and traces by one set of conventions.
 * Throws a `TRI_SETTINGS_…` error when a setting is unknown or of the wrong type; nothing throws later.
 */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { conventions: overrides, redaction = {}, env = process.env, sinks = {}, ...code } = options;
  const rooms: { traces?: Traces; logs?: Logs } = {};
  const live = createLiveSettings({
    code,
    env,
    conventions: resolveConventions(overrides),
    onHookError: (error) =>
      rooms.logs?.framework.error('a setting was not taken over', { comp: 'core.econf', error }),
  });
  const settings = live.current;
  const conventions = resolveConventions({ ...overrides, seriesBudget: settings.metrics.seriesBudget });
  const frameworkVersion = readPackageVersion();
  // Logs come first so that the other rooms have somewhere to speak; the trace ids are looked up per line.
  const logs = createLogs({
    service: settings.service,
    frameworkVersion,
    dialect: settings.logs.dialect,
    levels: { framework: settings.logs.frameworkLevel, business: settings.logs.level },
    ...logDestinations(settings, sinks.logs),
    gate: settings.logs,
    redaction,
    ...lineLook(settings),
    development: !settings.production,
    traceIds: () => rooms.traces?.ids(),
    extras: {
      get keys() {
        return live.current.propagation.loggedKeys;
      },
      read: () => rooms.traces?.extras(),
    },
  });
  rooms.logs = logs;
  const traces = createTraces({
    service: settings.service,
    conventions,
    propagation: settings.propagation,
    environment: env,
    ...tracesOptions(settings, sinks.traces),
    diagnose: (level, text) => logs.framework[level](text, { comp: 'tricord.traces' }),
  });
  rooms.traces = traces;
  const metrics = createMetrics({
    conventions,
    production: settings.production,
    runtimeCollectors: settings.metrics.runtime,
    onProblem: (text) => logs.framework.error(text, { comp: 'tricord.metrics' }),
    traceId: () => traces.sampledTraceId(),
  });
  const switches = createSwitchBoard(settings);
  applySettings(live, { logs, metrics, traces, switches }, sinks);
  const telemetry = assemble({ live, conventions, frameworkVersion, logs, traces, metrics, switches });
  if (sinks.logs === undefined) warnOfOthers(telemetry);
  return telemetry;
}

/** Two that write to the world write everything twice: `tricord/register` and code, or two versions of the package. */
function warnOfOthers({ settings, frameworkVersion, logs, onShutdown }: Telemetry): void {
  const { others, forget } = noteRunning({ service: settings.service.name, frameworkVersion });
  onShutdown(forget, 'last');
  if (others.length === 0) return;
  const names = others.map((one) => `${one.service} (Tricord ${one.frameworkVersion})`).join(', ');
  logs.framework.warn('telemetry is started twice', { comp: 'app', others: names });
}

type Parts = Pick<Telemetry, 'live' | 'conventions' | 'frameworkVersion' | 'logs' | 'traces' | 'metrics'> & {
  readonly switches: SwitchBoard;
};

function assemble(parts: Parts): Telemetry {
  const { live, logs, traces, metrics } = parts;
  const startedAt = new Date(Date.now() - process.uptime() * 1000);
  const errors = metrics.counterFamily(telemetryErrorsTotal);
  const shutdown = createShutdown(parts);
  observeTelemetry(parts, startedAt);
  const reconfigurer = createReconfigurer(live, logs, metrics);
  shutdown.add(reconfigurer.stop, 'last');
  return {
    ...parts,
    get settings() {
      return live.current;
    },
    startedAt,
    running: createRunningOperations(),
    clients: createClientBook(),
    log: logs.business,
    tracer: traces.tracer,
    operationMetrics: createOperationMetrics(metrics),
    reconfigure: (settings, source = 'reconfigure') => reconfigurer.override(settings, source),
    release: reconfigurer.release,
    onSettings: (keys, apply, check) => live.hook(keys, apply, check),
    countError: (signal) => errors.series([signal]).inc(),
    onShutdown: shutdown.add,
    shutdown: (times) => shutdown.run({ ...live.current.shutdown, ...times }),
  };
}

/** What telemetry says of itself on `/metrics`: who it is, and every loss. */
function observeTelemetry({ live, frameworkVersion, logs, traces, metrics }: Parts, startedAt: Date): void {
  const { name, version, mode, region, zone, buildTime } = live.current.service;
  const start = localTime(startedAt);
  const identity = [name, mode, region, zone, version, frameworkVersion, start, buildTime, process.version];
  metrics
    .gaugeFamily(buildInfo)
    .series([...identity, frameworkVersion, process.version])
    .set(1);
  metrics.observe(telemetryLogLinesTotal, () =>
    logs
      .destinations()
      .flatMap(({ destination, produced, written, dropped, sampled, limited }) =>
        Object.entries({ produced, written, dropped, sampled, limited }).map(
          ([result, n]) => [[destination, result], n] as const,
        ),
      ),
  );
  metrics.observe(telemetryLogRecordsTotal, () =>
    logs.records().map(([logger, level, count]) => [[logger, level], count] as const),
  );
  metrics.observe(telemetryLogBufferBytes, () =>
    logs.destinations().map(({ destination, bufferedBytes }) => [[destination], bufferedBytes] as const),
  );
  observeSpans(metrics, traces);
}

/** Ego's form of a time in labels: local time without a zone. */
function localTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}
