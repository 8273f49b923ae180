import { createConsoleLayout } from './console-layout.js';
import { createDestination, type Destination, type DestinationOptions } from './destination.js';
import type { LineGate } from './line-gate.js';
import type { LineFrame } from './line-frame.js';
import type { LineCounts } from './line-queue.js';

/** The two loggers of a service. */
export type LoggerName = 'framework' | 'business';

/** What became of the lines of one destination: produced = written + dropped + sampled + limited + buffered. */
export interface LogCounts extends LineCounts {
  readonly destination: string;
  /** Lines left out because their message was said often, and because a logger said too much. */
  readonly sampled: number;
  readonly limited: number;
}

/** Where the two loggers write: to one destination, or to two. */
export interface Outlets extends Readonly<Record<LoggerName, Destination>> {
  /** What became of the lines, by destination. */
  counts(): readonly LogCounts[];
  flush(): Promise<void>;
  flushSync(): void;
  close(): Promise<void>;
}

/** Opens what the loggers write to; throws TRI_LOGS_UNWRITABLE_FILE. */
export function openOutlets(
  {
    destination,
    frameworkDestination,
  }: { destination: DestinationOptions; frameworkDestination?: DestinationOptions },
  gates: Readonly<Record<LoggerName, LineGate>>,
): Outlets {
  const business = createDestination(destination);
  const own = frameworkDestination === undefined ? undefined : createDestination(frameworkDestination);
  const framework = own ?? business;
  const all = own === undefined ? [business] : [business, own];
  return {
    business,
    framework,
    counts: () =>
      own === undefined
        ? [count(business.name, business, [gates.business, gates.framework])]
        : [
            count(business.name, business, [gates.business]),
            count(own.name === business.name ? `${own.name}.framework` : own.name, own, [gates.framework]),
          ],
    flush: async () => void (await Promise.all(all.map((each) => each.flush()))),
    flushSync: () => all.forEach((each) => each.flushSync()),
    close: async () => void (await Promise.all(all.map((each) => each.close()))),
  };
}

/** Gives each line the console's layout, coloured where a terminal reads it. */
export function withConsoleLayout(outlets: Outlets, frame: LineFrame): Outlets {
  const lay = (destination: Destination): Destination => {
    const layout = createConsoleLayout(frame.dialect, destination.isTerminal);
    return {
      ...destination,
      name: destination.name,
      get counts() {
        return destination.counts;
      },
      write: (line, isUrgent) => destination.write(layout(line), isUrgent),
      flush: () => destination.flush(),
      flushSync: () => destination.flushSync(),
      close: () => destination.close(),
    };
  };
  return { ...outlets, business: lay(outlets.business), framework: lay(outlets.framework) };
}

/** Adds up what became of all lines. */
export function totalOf(counts: readonly LogCounts[]): LogCounts {
  return counts.reduce((total, each) => ({
    destination: `${total.destination},${each.destination}`,
    produced: total.produced + each.produced,
    written: total.written + each.written,
    dropped: total.dropped + each.dropped,
    buffered: total.buffered + each.buffered,
    bufferedBytes: total.bufferedBytes + each.bufferedBytes,
    sampled: total.sampled + each.sampled,
    limited: total.limited + each.limited,
  }));
}

function count(destination: string, { counts }: Destination, gates: readonly LineGate[]): LogCounts {
  const sampled = gates.reduce((sum, gate) => sum + gate.counts.sampled, 0);
  const limited = gates.reduce((sum, gate) => sum + gate.counts.limited, 0);
  return { destination, ...counts, produced: counts.produced + sampled + limited, sampled, limited };
}
