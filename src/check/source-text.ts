import { findWord, type Place } from './problem-list.js';

/** A file's text that turns offsets into lines and columns. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /**
   * Returns the place of a part of a span: its `occurrence`th word of those letters, counted from 0, or where the span
   * starts when it has none.
   */
  place(span: { readonly start: number; readonly end: number }, part?: string, occurrence?: number): Place;
}

/** Indexes the lines of a text. */
export function createSourceText(file: string, text: string): SourceText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const placeAt = (offset: number, length: number): Place => {
    const line = findLine(starts, offset);
    const start = starts[line] ?? 0;
    const source = text.slice(start, (starts[line + 1] ?? text.length + 1) - 1).replace(/\r$/, '');
    const column = offset - start + 1;
    return {
      line: line + 1,
      source,
      column,
      length: Math.max(1, Math.min(length, source.length - column + 1)),
    };
  };
  return {
    file,
    text,
    place({ start, end }, part = '', occurrence = 0) {
      const at = part === '' ? -1 : findOccurrence(text.slice(start, end), part, occurrence);
      return at === -1 ? placeAt(start, end - start) : placeAt(start + at, part.length);
    },
  };
}

/** Returns how many words of the same letters stand before an offset, to find one again in an escaped spelling. */
export function countBefore(text: string, part: string, offset: number): number {
  let count = 0;
  for (let at = findWord(text, part); at !== -1 && at < offset; at = findWord(text, part, at + 1)) count++;
  return count;
}

function findOccurrence(text: string, part: string, occurrence: number): number {
  let at = findWord(text, part);
  for (let i = 0; i < occurrence && at !== -1; i++) at = findWord(text, part, at + 1);
  return at === -1 ? findWord(text, part) : at;
}

function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
