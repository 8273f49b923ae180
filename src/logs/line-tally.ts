import type { LineCounts } from './line-queue.js';

/** What became of the lines of one destination: produced = written + dropped + sampled + limited + buffered. */
export interface LogCounts extends LineCounts {
  readonly destination: string;
  /** Lines left out because their message was said often, and because a logger said too much. */
  readonly sampled: number;
  readonly limited: number;
}

/** Adds up what became of the lines of several destinations under one name. */
export function addCounts(destination: string, counts: readonly LogCounts[]): LogCounts {
  const sum = (key: Exclude<keyof LogCounts, 'destination'>): number =>
    counts.reduce((total, each) => total + each[key], 0);
  return {
    destination,
    produced: sum('produced'),
    written: sum('written'),
    dropped: sum('dropped'),
    buffered: sum('buffered'),
    bufferedBytes: sum('bufferedBytes'),
    sampled: sum('sampled'),
    limited: sum('limited'),
  };
}

/** Adds up what became of all lines. */
export function totalOf(counts: readonly LogCounts[]): LogCounts {
  return addCounts(counts.map(({ destination }) => destination).join(','), counts);
}

/** Adds up what has the same name, in the order in which the names first appear. */
export function byName(counts: readonly LogCounts[]): readonly LogCounts[] {
  const names = [...new Set(counts.map(({ destination }) => destination))];
  return names.map((name) =>
    addCounts(
      name,
      counts.filter(({ destination }) => destination === name),
    ),
  );
}

/** Returns the counts of a destination, and those of the gates before it that are no one else's. */
export function countLines(
  destination: string,
  counts: LineCounts,
  left: { readonly sampled: number; readonly limited: number } = { sampled: 0, limited: 0 },
): LogCounts {
  const { sampled, limited } = left;
  return { destination, ...counts, produced: counts.produced + sampled + limited, sampled, limited };
}
