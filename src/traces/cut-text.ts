/** Bytes of UTF-8 that one text of a span may have, its mark included. */
export const maxTextBytes = 4096;

/** Returns the text as every exporter can encode it: well-formed Unicode of at most 4 KiB, marked when it was cut. */
export function cutText(text: string): string {
  // A UTF-16 unit takes at most three bytes, so most texts need no measuring.
  if (text.length * 3 <= maxTextBytes) return toWellFormed(text);
  if (text.length <= maxTextBytes && Buffer.byteLength(text) <= maxTextBytes) return toWellFormed(text);
  // Decoding copies: a slice would keep the whole text alive.
  return cutBytes(text).toString();
}

/** Returns the UTF-8 of a text that is longer than 4 KiB, cut and marked. */
export function cutBytes(text: string): Buffer {
  const mark = `... (cut, ${text.length} characters)`;
  const bytes = Buffer.allocUnsafeSlow(maxTextBytes);
  let end = bytes.write(text.slice(0, maxTextBytes), 0, maxTextBytes - mark.length);
  end += bytes.write(mark, end, 'latin1');
  return bytes.subarray(0, end);
}

/** Returns the first characters of a text as a text of its own: what a slice is cut from stays in memory with it. */
export function copyHead(text: string, length: number): string {
  return text.length > length ? Buffer.from(text.slice(0, length)).toString() : text;
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
