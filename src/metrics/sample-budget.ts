/** Samples a page may have: a counter series is one, a histogram series is its buckets and three more. */
export const processSampleLimit = 50_000;

/** Samples a page may have with those of foreign metrics: the `sample_limit` a scrape should have. */
export const pageSampleLimit = 60_000;

/** Bytes a sample may have on average, so that long label values cannot make a page larger than 16 MB. */
export const bytesPerSample = 240;

/** The samples of a whole process, which all its metrics share. */
export interface SampleBudget {
  readonly used: number;
  /** Whether there is room for samples of at least a number of bytes each. */
  hasRoom(samples: number, bytesEach: number): boolean;
  /** Takes samples of a number of bytes each and says so, or leaves the budget as it is. */
  take(samples: number, bytesEach: number): boolean;
  /** Takes samples that cannot be done without, such as those of an overflow series. */
  reserve(samples: number): void;
  /** Gives samples and their bytes back. */
  release(samples: number, bytes: number): void;
}

/** Creates a sample budget. */
export function createSampleBudget(limit: number): SampleBudget {
  let used = 0;
  let usedBytes = 0;
  const hasRoom = (samples: number, bytesEach: number): boolean =>
    used + samples <= limit && usedBytes + samples * bytesEach <= limit * bytesPerSample;
  return {
    get used() {
      return used;
    },
    hasRoom,
    take(samples, bytesEach) {
      if (!hasRoom(samples, bytesEach)) return false;
      used += samples;
      usedBytes += samples * bytesEach;
      return true;
    },
    reserve: (samples) => void (used += samples),
    release(samples, bytes) {
      used -= samples;
      usedBytes -= bytes;
    },
  };
}
