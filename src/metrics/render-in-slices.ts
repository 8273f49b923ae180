import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds after which rendering lets the event loop do something else. */
const sliceMs = 4;

/** Joins flat pieces of text, letting other work run in between so that no slice is long, however long the page is. */
export async function renderInSlices(pieces: Iterable<string>): Promise<string> {
  const page: string[] = [];
  let sliceEndsAt = performance.now() + sliceMs;
  for (const piece of pieces) {
    page.push(piece);
    if (performance.now() < sliceEndsAt) continue;
    await nextTurn();
    sliceEndsAt = performance.now() + sliceMs;
  }
  return page.join('');
}
