/** Bytes of UTF-8 that one text of a span may have, its mark included. */
export const maxTextBytes = 4096;

/** Returns the text as every exporter can encode it: well-formed Unicode of at most 4 KiB, marked when it was cut. */
export function cutText(text: string): string {
  // A UTF-16 unit takes at most three bytes, so most texts need no measuring.
  if (text.length * 3 <= maxTextBytes) return toWellFormed(text);
  if (text.length <= maxTextBytes && Buffer.byteLength(text) <= maxTextBytes) return toWellFormed(text);
  // The mark is ASCII because one wider character would double what the text takes in memory.
  const mark = `... (cut, ${text.length} characters)`;
  const head = Buffer.from(text.slice(0, maxTextBytes));
  let end = Math.min(head.length, maxTextBytes - mark.length);
  while (end > 0 && ((head[end] ?? 0) & 0xc0) === 0x80) end--;
  // Decoding copies: a slice would keep the whole text alive.
  return head.toString('utf8', 0, end) + mark;
}

/** Of ECMAScript 2024, but in every Node that we run on. */
interface UnicodeText {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

/** A lone surrogate makes strict JSON and protobuf readers refuse the whole batch. */
function toWellFormed(text: string): string {
  const unicode = text as string & UnicodeText;
  return unicode.isWellFormed() ? text : unicode.toWellFormed();
}
