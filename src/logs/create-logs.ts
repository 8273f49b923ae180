import { type AccessRecord, AccessRenderer } from './access-renderer.js';
import { createLogger, type Logger } from './create-logger.js';
import { createDebugLines, type DebugLines } from './debug-lines.js';
import { type GateSettings, LineGate } from './line-gate.js';
import { type Level, levelNumbers, levels } from './levels.js';
import { LineFrame, type LineOptions } from './line-frame.js';
import { LineRenderer } from './line-renderer.js';
import { createConsoleLayout } from './console-layout.js';
import { type LogCounts, totalOf } from './line-tally.js';
import { type LoggerName, type OutletOptions, Outlets } from './outlets.js';

/** What the logs of a service are made of. */
export interface LogsOptions extends Omit<LineOptions, 'atomicBytes'>, OutletOptions {
  readonly levels: Readonly<Record<LoggerName, Level>>;
  /** Whether lines tell where they were logged; costs some microseconds a line. */
  readonly caller: boolean;
  /** Whether `dpanic` throws. */
  readonly development: boolean;
  /** Whether lines have the console's layout instead of JSON, and calls that are made are told one by one. */
  readonly debug?: boolean;
  /** How many lines each logger writes. @default all */
  readonly gate?: GateSettings;
}

/** What lines look like. */
export type LineLook = Pick<LogsOptions, 'caller' | 'debug'>;

/** The two loggers of a service and their destinations. */
export interface Logs {
  /** Logger of the framework: access lines and what Tricord has to say. */
  readonly framework: Logger;
  /** Logger of the service's own code. */
  readonly business: Logger;
  /** Writes an access line of the framework logger. */
  access(record: AccessRecord): void;
  /** Tells calls that are made, in debug mode. */
  readonly debug: DebugLines | undefined;
  /** Changes a logger's level; what is no logger or no level changes nothing and gives false. */
  setLevel(which: LoggerName, level: Level): boolean;
  /** Changes how many lines are let through. */
  setGate(settings: GateSettings): void;
  /**
   * Has the loggers write elsewhere, or rotate otherwise, from the next line on; lines that wait are written where they
   * were going. Throws TRI_LOGS_UNWRITABLE_FILE, and then nothing has changed.
   */
  redirect(to: OutletOptions): void;
  /** Changes what lines look like. */
  setLook(look: LineLook): void;
  /** What became of all lines: produced = written + dropped + sampled + limited + buffered. */
  counts(): LogCounts;
  /** The same for each destination, of which there are one or two. */
  destinations(): readonly LogCounts[];
  /** How many lines were asked for, written or not, by logger and level. */
  records(): readonly (readonly [which: LoggerName, level: Level, count: number])[];
  /** Destinations whose writes fail, or that lost lines within the last minute, and why. */
  troubles(): Readonly<Record<string, string>>;
  /** Resolves when what waits has been written, or after five seconds. */
  flush(): Promise<void>;
  /** Writes what waits before it returns. */
  flushSync(): void;
  /** Flushes, counts what is left as dropped and closes the destinations; later lines are counted as dropped. */
  close(): Promise<void>;
}

/** Creates the logs of a service; throws TRI_LOGS_UNWRITABLE_FILE when a log file cannot be opened. */
export function createLogs(options: LogsOptions): Logs {
  const gates = { framework: new LineGate(options.gate), business: new LineGate(options.gate) };
  const outlets = new Outlets(options, gates);
  const look = { caller: options.caller };
  const frame = new LineFrame({
    ...options,
    get atomicBytes() {
      return outlets.atomicBytes;
    },
  });
  let debug: DebugLines | undefined;
  const setLook = ({ caller, debug: isOn = false }: LineLook): void => {
    look.caller = caller;
    const layout = (isTerminal: boolean) => createConsoleLayout(frame.dialect, isTerminal);
    for (const outlet of [outlets.business, outlets.framework]) outlet.layOut(isOn ? layout : undefined);
    debug = isOn ? createDebugLines(frame, outlets.framework.plain) : undefined;
  };
  setLook(options);
  const accessRenderer = new AccessRenderer(frame);
  const loggers = createLoggers(options, { renderer: new LineRenderer(frame), outlets, gates, look });
  return {
    ...loggers,
    access(record) {
      const number = levelNumbers[record.level];
      if (loggers.framework.levelVal > number || !gates.framework.admit(number, record.method)) return;
      outlets.framework.write(accessRenderer.render(record), number >= levelNumbers.error);
    },
    get debug() {
      return debug;
    },
    setLevel(which, level) {
      if (!Object.hasOwn(loggers, which) || !levels.includes(level)) return false;
      loggers[which].level = level;
      return true;
    },
    setGate: (settings) => Object.values(gates).forEach((gate) => gate.configure(settings)),
    redirect: (to) => outlets.move(to),
    setLook,
    counts: () => totalOf(outlets.counts()),
    destinations: () => outlets.counts(),
    records: () =>
      (['framework', 'business'] as const).flatMap((which) =>
        levels.map((level, i) => [which, level, gates[which].records[i] ?? 0] as const),
      ),
    troubles: () => outlets.troubles(),
    flush: () => outlets.flush(),
    flushSync: () => outlets.flushSync(),
    close: () => outlets.close(),
  };
}

interface LoggersParts {
  readonly renderer: LineRenderer;
  readonly outlets: Outlets;
  readonly gates: Readonly<Record<LoggerName, LineGate>>;
  readonly look: Readonly<Pick<LineLook, 'caller'>>;
}

function createLoggers(
  { development, levels }: LogsOptions,
  { renderer, outlets, gates, look }: LoggersParts,
): Readonly<Record<LoggerName, Logger>> {
  const create = (which: LoggerName): Logger =>
    createLogger(which, levels[which], {
      renderer,
      destination: outlets[which],
      gate: gates[which],
      flushSync: () => outlets.flushSync(),
      look,
      development,
    });
  return { framework: create('framework'), business: create('business') };
}
