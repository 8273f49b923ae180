import { availableParallelism, constants } from 'node:os';
import { maskSetting } from './settings/index.js';
import type { Telemetry } from './telemetry.js';

/** When the process ends, and how. */
export interface LifecycleOptions {
  /** Milliseconds a shutdown may take. @default the setting `shutdown.deadlineMs`, 5000 */
  readonly deadlineMs?: number;
  /** Whether an uncaught exception or an unhandled rejection is logged and shut down for. @default false */
  readonly crashes?: boolean;
}

/** Ego's name of what speaks here, and the exit code of a process that crashed. */
const comp = 'app';
const crashCode = 1;

/**
 * Ties telemetry to its process: says in one line what is on and where, and shuts down on SIGTERM, SIGINT, when the
 * process runs out of work and, if asked, when it crashes, so that the last lines and spans leave. A signal then ends the
 * process as it would have, and a second one ends it at once. When the application handles the signal itself, it drains
 * first and calls `telemetry.shutdown()` when it is done. Returns what detaches it.
 */
export function shutdownWithProcess(telemetry: Telemetry, options: LifecycleOptions = {}): () => void {
  const { framework } = telemetry.logs;
  framework.info('init app', { comp, ...describeProcess(), ...describeTelemetry(telemetry) });
  const state = { quitAt: 0 };
  const stop = (): Promise<void> => {
    state.quitAt = performance.now();
    return telemetry.shutdown(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs });
  };
  telemetry.onShutdown(() => {
    const cost = state.quitAt === 0 ? 0 : Math.round(performance.now() - state.quitAt);
    const stopTimeout = options.deadlineMs ?? telemetry.settings.shutdown.deadlineMs;
    framework.info('stop ego, bye!', { comp, cost, grace: true, stopTimeout });
  }, 'last');
  const offSignals = onSignals(telemetry, stop);
  const offCrashes = options.crashes === true ? onCrashes(telemetry, stop) : () => {};
  // Nobody is served any more, so nobody has to be told.
  const onIdle = (): void => void telemetry.shutdown({ notReadyMs: 0 });
  process.once('beforeExit', onIdle);
  return () => {
    offSignals();
    offCrashes();
    process.off('beforeExit', onIdle);
  };
}

function onSignals({ logs, traces }: Telemetry, stop: () => Promise<void>): () => void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const state = { isStopping: false };
  const off = (): void => signals.forEach((signal) => void process.off(signal, onSignal));
  const end = (signal: NodeJS.Signals): void => {
    off();
    logs.flushSync();
    process.kill(process.pid, signal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (state.isStopping) return end(signal);
    if (process.listenerCount(signal) > 1) {
      off();
      void traces.flush();
      return;
    }
    state.isStopping = true;
    logs.framework.info('waitSignals quit', { comp, name: signal, code: constants.signals[signal] });
    void stop().finally(() => end(signal));
  };
  for (const signal of signals) process.on(signal, onSignal);
  return off;
}

/** What Node does with a crash, but with a line of ours before and a shutdown in between; a second crash ends it. */
function onCrashes({ logs }: Telemetry, stop: () => Promise<void>): () => void {
  const state = { hasCrashed: false };
  const crash = (error: unknown, message: string): void => {
    if (state.hasCrashed) process.exit(crashCode);
    state.hasCrashed = true;
    logs.framework.error(message, { comp, type: 'recover', error });
    logs.flushSync();
    void stop().finally(() => process.exit(crashCode));
  };
  const onException = (error: unknown): void => crash(error, 'uncaught exception');
  const onRejection = (reason: unknown): void => crash(reason, 'unhandled rejection');
  process.on('uncaughtException', onException).on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException).off('unhandledRejection', onRejection);
  };
}

function describeProcess(): Record<string, unknown> {
  return { pid: process.pid, coreNum: availableParallelism(), runtimeVersion: process.version };
}

/** What is on and where, each in a word or two; secrets hidden. */
function describeTelemetry({ settings, live }: Telemetry): Record<string, unknown> {
  const { logs, traces, metrics, governor } = settings;
  const destination = logs.destination === 'file' ? logs.file : logs.destination;
  const endpoint = maskSetting('traces.endpoint', traces.endpoint);
  const { file, left } = live;
  const from = file === undefined ? {} : { settingsFile: file.path, settingsHash: file.hash };
  return {
    logs: `${destination}, ${logs.dialect}, business ${logs.level}, framework ${logs.frameworkLevel}`,
    traces: traces.endpoint === '' ? 'off' : `${endpoint}, ${traces.protocol}, ratio ${traces.sampleRatio}`,
    metrics: `budget ${metrics.seriesBudget}${metrics.runtime ? ', with runtime' : ''}`,
    governor: governor.enabled ? `${governor.host}:${governor.port}` : 'off',
    ...from,
    ...(left.length === 0 ? {} : { settingsLeft: left.join(' ') }),
  };
}
