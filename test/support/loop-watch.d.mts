/** How long the event loop was held at a time, in milliseconds of CPU time; `longestWallMs` is the time that passed. */
export interface LoopFigures {
  readonly longestMs: number;
  readonly p99Ms: number;
  readonly longestWallMs: number;
  /** Times that the loop was looked at. */
  readonly turns: number;
}

/** Watches the event loop of this thread until it is stopped. */
export function watchLoop(): { reset(): void; stop(): LoopFigures };
