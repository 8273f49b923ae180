/** Samples a page may have: a counter series is one, a histogram series is its buckets and three more. */
export const processSampleLimit = 50_000;

/** The samples of a whole process, which all its metrics share. */
export interface SampleBudget {
  readonly used: number;
  /** Takes samples and says so, or leaves the budget as it is. */
  take(samples: number): boolean;
  /** Takes samples that cannot be done without, such as those of an overflow series. */
  reserve(samples: number): void;
  /** Gives samples back. */
  release(samples: number): void;
}

/** Creates a sample budget. */
export function createSampleBudget(limit: number): SampleBudget {
  let used = 0;
  return {
    get used() {
      return used;
    },
    take(samples) {
      if (used + samples > limit) return false;
      used += samples;
      return true;
    },
    reserve: (samples) => void (used += samples),
    release: (samples) => void (used -= samples),
  };
}
