/**
 * Returns the same well-formed text as one piece. V8 keeps a concatenation as a tree of its parts, and a text that
 * stands on many lines would have its tree walked for each of them.
 */
export function flatText(text: string): string {
  return Buffer.from(text).toString();
}
