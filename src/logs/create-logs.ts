import { type AccessRecord, AccessRenderer } from './access-renderer.js';
import { createLogger, type Logger } from './create-logger.js';
import { createDestination, type DestinationOptions } from './destination.js';
import { type Level, levelNumbers } from './levels.js';
import type { LineCounts } from './line-queue.js';
import { LineFrame, type LineOptions } from './line-frame.js';
import { LineRenderer } from './line-renderer.js';

/** What the logs of a service are made of. */
export interface LogsOptions extends LineOptions {
  readonly levels: { readonly framework: Level; readonly business: Level };
  readonly destination: DestinationOptions;
  /** Whether lines tell where they were logged; costs some microseconds a line. */
  readonly caller: boolean;
  /** Whether `dpanic` throws. */
  readonly development: boolean;
}

/** The two loggers of a service and their destination. */
export interface Logs {
  /** Logger of the framework: access lines and what Tricord has to say. */
  readonly framework: Logger;
  /** Logger of the service's own code. */
  readonly business: Logger;
  /** Writes an access line of the framework logger. */
  access(record: AccessRecord): void;
  setLevel(which: 'framework' | 'business', level: Level): void;
  /** What became of all lines: produced = written + dropped + buffered. */
  counts(): LineCounts & { readonly destination: string };
  /** Resolves when what waits has been written, or after five seconds. */
  flush(): Promise<void>;
  /** Writes what waits before it returns. */
  flushSync(): void;
  /** Flushes, counts what is left as dropped and closes the destination; later lines are counted as dropped. */
  close(): Promise<void>;
}

/** Creates the logs of a service; throws TRI_LOGS_UNWRITABLE_FILE when the log file cannot be opened. */
export function createLogs(options: LogsOptions): Logs {
  const { caller, development, levels } = options;
  const frame = new LineFrame(options);
  const renderer = new LineRenderer(frame);
  const accessRenderer = new AccessRenderer(frame);
  const destination = createDestination(options.destination);
  const parts = { renderer, destination, caller, development };
  const loggers = {
    framework: createLogger('framework', levels.framework, parts),
    business: createLogger('business', levels.business, parts),
  };
  const { framework } = loggers;
  return {
    ...loggers,
    access(record) {
      const number = levelNumbers[record.level];
      if (framework.levelVal > number) return;
      destination.write(accessRenderer.render(record), number >= levelNumbers.error);
    },
    setLevel(which, level) {
      loggers[which].level = level;
    },
    counts: () => ({ destination: destination.name, ...destination.counts }),
    flush: () => destination.flush(),
    flushSync: () => destination.flushSync(),
    close: () => destination.close(),
  };
}
