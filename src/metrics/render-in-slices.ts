import { runInSlices } from './run-in-slices.js';

/** Joins flat pieces of text, letting other work run in between so that no slice is long, however long the page is. */
export function renderInSlices(pieces: Iterable<string>): Promise<string> {
  return runInSlices(joinPieces(pieces));
}

function* joinPieces(pieces: Iterable<string>): Generator<undefined, string> {
  const page: string[] = [];
  for (const piece of pieces) {
    page.push(piece);
    yield;
  }
  return page.join('');
}
