/** How often, and how long in all, callers have waited for a connection of a pool. */
export interface PoolWaits {
  count: number;
  seconds: number;
  /** Begins a wait; the function that it returns ends it. */
  begin(): () => void;
}

/** Returns a tally of waits that has seen none. */
export function createPoolWaits(): PoolWaits {
  return {
    count: 0,
    seconds: 0,
    begin() {
      const startedAt = performance.now();
      return () => {
        this.count += 1;
        this.seconds += (performance.now() - startedAt) / 1000;
      };
    },
  };
}
