import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds after which rendering lets the event loop do something else. */
const sliceMs = 4;

/** Joins pieces of text, letting other work run in between so that no slice is long, however long the page is. */
export async function renderInSlices(pieces: Iterable<string>): Promise<string> {
  const page: string[] = [];
  let slice: string[] = [];
  let sliceEndsAt = performance.now() + sliceMs;
  for (const piece of pieces) {
    slice.push(piece);
    if (performance.now() < sliceEndsAt) continue;
    // Joining makes one flat string of the many small ones, so that the last join has nothing to do but copy.
    page.push(slice.join(''));
    slice = [];
    await nextTurn();
    sliceEndsAt = performance.now() + sliceMs;
  }
  page.push(slice.join(''));
  return page.join('');
}
