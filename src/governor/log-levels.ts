import type { Telemetry } from '../telemetry.js';
import { parseDuration } from '../settings/index.js';

/** A logger whose level operators set, and the setting it stands for. */
const settingOf = { business: 'logs.level', framework: 'logs.frameworkLevel' } as const;
type LoggerName = keyof typeof settingOf;

/** Levels that may be asked for, and the one they become: nobody may silence errors. */
const levels: Readonly<Record<string, 'debug' | 'info' | 'warn' | 'error'>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  dpanic: 'error',
  panic: 'error',
  fatal: 'error',
};

const defaultTtlMs = 10 * 60_000;
const longestTtlMs = 24 * 3_600_000;

/** Who asks, for the audit line. */
export interface Asker {
  readonly peerIp: string;
}

/** The levels of both loggers, changed for a while. */
export interface LogLevels {
  read(): unknown;
  /** Sets a level as a body `{ "level": "debug", "logger": "business", "ttl": "10m" }` says, or tells what is wrong. */
  change(body: Readonly<Record<string, unknown>>, asker: Asker): { error: string } | { result: unknown };
  stop(): void;
}

/**
 * Creates the control of log levels. A change ends by itself, a level above `error` becomes `error`, and each attempt
 * leaves a line that no level suppresses.
 */
export function createLogLevels(telemetry: Telemetry): LogLevels {
  const audit = telemetry.logs.framework.child({ comp: 'server.governor' }, { level: 'info' });
  const running = new Map<LoggerName, { readonly timer: NodeJS.Timeout; readonly until: number }>();
  const end = (logger: LoggerName): void => {
    clearTimeout(running.get(logger)?.timer);
    running.delete(logger);
    telemetry.release([settingOf[logger]]);
    audit.info('log level given back', { name: settingOf[logger], new: levelOf(telemetry, logger) });
  };
  return {
    read: () => readAll(telemetry, (logger) => running.get(logger)?.until),
    change(body, asker) {
      const wanted = parseChange(body);
      if ('error' in wanted) {
        audit.warn('log level refused', { ...asker, reason: wanted.error });
        return wanted;
      }
      const { logger, level, ttlMs } = wanted;
      const old = levelOf(telemetry, logger);
      clearTimeout(running.get(logger)?.timer);
      running.set(logger, {
        timer: setTimeout(() => end(logger), ttlMs).unref(),
        until: Date.now() + ttlMs,
      });
      telemetry.reconfigure(
        { logs: logger === 'business' ? { level } : { frameworkLevel: level } },
        'PUT /log/level',
      );
      audit.warn('log level changed', { ...asker, name: settingOf[logger], old, new: level, ttlMs });
      return { result: readAll(telemetry, (one) => running.get(one)?.until) };
    },
    stop: () => {
      for (const { timer } of running.values()) clearTimeout(timer);
    },
  };
}

type Change = {
  readonly logger: LoggerName;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly ttlMs: number;
};

function parseChange(body: Readonly<Record<string, unknown>>): Change | { error: string } {
  const known = ['level', 'logger', 'ttl'];
  if (Object.keys(body).some((key) => !known.includes(key))) {
    return { error: 'the body holds level, logger and ttl only' };
  }
  const { level, logger = 'business', ttl } = body;
  if (typeof level !== 'string' || !Object.hasOwn(levels, level)) {
    return { error: `level must be one of ${Object.keys(levels).join(', ')}` };
  }
  if (typeof logger !== 'string' || !Object.hasOwn(settingOf, logger)) {
    return { error: 'logger must be business or framework' };
  }
  const ttlMs = ttl === undefined ? defaultTtlMs : typeof ttl === 'string' ? parseDuration(ttl) : undefined;
  if (ttlMs === undefined || !(ttlMs > 0 && ttlMs <= longestTtlMs)) {
    return { error: 'ttl must be a duration such as 10m, at most 24h' };
  }
  return { logger: logger as LoggerName, level: levels[level] ?? 'error', ttlMs };
}

function readAll(telemetry: Telemetry, until: (logger: LoggerName) => number | undefined): unknown {
  const explained = telemetry.live.explain();
  const names = Object.keys(settingOf) as LoggerName[];
  return Object.fromEntries(
    names.map((logger) => {
      const end = until(logger);
      const source = explained.find(({ key }) => key === settingOf[logger])?.source;
      const untilText = end === undefined ? {} : { until: new Date(end).toISOString() };
      return [logger, { level: levelOf(telemetry, logger), source, ...untilText }];
    }),
  );
}

function levelOf({ settings }: Telemetry, logger: LoggerName): string {
  return logger === 'business' ? settings.logs.level : settings.logs.frameworkLevel;
}
