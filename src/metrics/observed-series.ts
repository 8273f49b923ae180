import type { BoundCounter } from './counter-series.js';
import { describeFailure } from './collect-foreign.js';
import type { MetricSeries } from './family.js';
import type { SeriesStore } from './series-store.js';

/** Reads the label values, in the order of the labels, and the value of every series there is at the moment. */
export type SeriesReader = () => Iterable<readonly [values: readonly string[], value: number]>;

/** Series a reader may yield, so that one that never ends costs only itself. */
const maxReadings = 10_000;

/** Series that exist only while a page is made: they are read, not recorded. */
export interface ObservedSeries {
  /** Adds a reader and returns how to take it away again; what several say of one series is summed up. */
  add(read: SeriesReader): () => void;
  /** Reads all of them; what a reader that throws would have told is left out, and `onFailure` told why. */
  series(): readonly MetricSeries[];
}

/** Creates the series of an observed metric; `createStore` gives each reading an empty store with the same budgets. */
export function createObservedSeries(
  createStore: () => SeriesStore<BoundCounter & MetricSeries>,
  onFailure: (reason: string) => void,
): ObservedSeries {
  const readers = new Set<SeriesReader>();
  let last: SeriesStore<BoundCounter & MetricSeries> | undefined;
  return {
    add(read) {
      readers.add(read);
      return () => void readers.delete(read);
    },
    series() {
      last?.release();
      const store = createStore();
      last = store;
      for (const read of readers) {
        for (const [values, value] of readAll(read, onFailure)) store.series(values).inc(value);
      }
      return store.all;
    },
  };
}

function readAll(
  read: SeriesReader,
  onFailure: (reason: string) => void,
): (readonly [readonly string[], number])[] {
  const readings = [];
  try {
    for (const [values, value] of read()) {
      readings.push([values, value] as const);
      if (readings.length > maxReadings) throw new RangeError('its reader yields without end.');
    }
    return readings;
  } catch (error) {
    onFailure(describeFailure(error));
    return [];
  }
}
