import type { Batch } from './line-queue.js';

/** Returns the bytes of a batch in `buffer`, or in a new one should they not fit. */
export function encodeBatch({ text, bytes }: Batch, buffer: Buffer): Buffer {
  if (bytes > buffer.length) return Buffer.from(text);
  buffer.write(text);
  return buffer;
}
