/** Milliseconds that the monotonic clock may be off the wall clock before it is set again. */
const toleratedMs = 2;

/** How often, in milliseconds, the two are compared. */
const comparedEveryMs = 1000;

/** How far the monotonic clock was from 1970 for a while. */
export interface ClockAnchor {
  readonly offsetMs: number;
}

/** Turns readings of the monotonic clock into times since 1970, so that a span costs one clock read at each end. */
export class WallClock {
  #anchor: ClockAnchor = { offsetMs: performance.timeOrigin };
  #comparedAt = -Infinity;

  /** What to add to readings of `performance.now()` about now; steps and drift of the wall clock are followed. */
  anchorAt(monotonicMs: number): ClockAnchor {
    if (monotonicMs - this.#comparedAt > comparedEveryMs) this.#compare(monotonicMs);
    return this.#anchor;
  }

  /** Milliseconds since 1970 at a reading of `performance.now()`. */
  epochMs(monotonicMs: number): number {
    return this.anchorAt(monotonicMs).offsetMs + monotonicMs;
  }

  #compare(monotonicMs: number): void {
    this.#comparedAt = monotonicMs;
    const offsetMs = Date.now() - performance.now();
    // Date.now() knows whole milliseconds only; following each of its roundings would put children before their parents.
    if (Math.abs(offsetMs + 0.5 - this.#anchor.offsetMs) > toleratedMs) this.#anchor = { offsetMs };
  }
}
