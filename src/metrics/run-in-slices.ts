import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds after which work lets the event loop do something else. */
const sliceMs = 4;

/** Runs work that yields between its steps, letting other work run in between, and returns its result. */
export async function runInSlices<Result>(work: Generator<unknown, Result>): Promise<Result> {
  let sliceEndsAt = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < sliceEndsAt) continue;
    await nextTurn();
    sliceEndsAt = performance.now() + sliceMs;
  }
}
