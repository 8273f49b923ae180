import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds after which work lets the event loop do something else. */
const sliceMs = 4;

/** Work that yields between its steps, and a promise where it has to wait. */
export type SlicedWork<Result> = Generator<Promise<void> | undefined, Result>;

/** Runs work, letting other work run in between so that no slice is long, and returns its result. */
export async function runInSlices<Result>(work: SlicedWork<Result>): Promise<Result> {
  let sliceEndsAt = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (step.value !== undefined) await step.value;
    if (performance.now() < sliceEndsAt) continue;
    await nextTurn();
    sliceEndsAt = performance.now() + sliceMs;
  }
}
