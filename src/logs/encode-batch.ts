import type { Batch } from './line-queue.js';

/** Returns the bytes of a batch, in `buffer` when they fit and are not there yet, and tells the batch how many. */
export function encodeBatch(batch: Batch, buffer: Buffer): Buffer {
  const { text, encoded = text.length * 3 <= buffer.length ? undefined : Buffer.from(text) } = batch;
  batch.bytes = encoded === undefined ? buffer.write(text) : encoded.length;
  return encoded ?? buffer;
}
