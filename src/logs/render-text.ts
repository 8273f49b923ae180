import { quoteWithin } from './quote.js';
import { createTextRedactor, shapeStart } from './redact-text.js';
import type { KeySecrecy } from '../policies/secret-keys.js';

/** Renders at most `limit` UTF-16 units of a text as JSON, without secrets and without raw control characters. */
export type RenderText = (text: string, limit: number) => string;

/** What must be looked at more closely: characters to escape, assignments and the beginnings of secret shapes. */
const special = new RegExp(
  `["\\\\=:\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]|${shapeStart.source}`,
);
/** A text without any of these holds nothing to escape, and all shapes of secrets have one of them. */
const notableUnit = /[^a-z0-9/.,]/;
/** A secret that the cut would tear must be seen whole, so more is read than is printed. */
const readAhead = 1024;

/** Creates the test for texts that are printed as they are, between quotes. */
export function createPlainTest(shapes: readonly RegExp[] = []): (text: string) => boolean {
  return shapes.length === 0 ? (text) => !notableUnit.test(text) : () => false;
}

/** Creates the rendering of texts; `shapes` are hidden besides the built-in ones. */
export function createRenderText(
  judge: (key: string) => KeySecrecy,
  shapes: readonly RegExp[] = [],
): RenderText {
  const redact = createTextRedactor(judge, shapes);
  const isPlainPossible = shapes.length === 0;
  return (text, limit) => {
    if (isPlainPossible && text.length <= limit && !special.test(text)) return `"${text}"`;
    const read = text.length > limit + readAhead ? text.slice(0, limit + readAhead) : text;
    return quoteWithin(redact(read), limit, text.length - read.length);
  };
}
