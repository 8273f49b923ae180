import type { Batch } from './line-queue.js';

/** Returns the bytes of a batch in `buffer`, or in a new one should they not fit, and tells the batch how many. */
export function encodeBatch(batch: Batch, buffer: Buffer): Buffer {
  const { text } = batch;
  const isFit = text.length * 3 <= buffer.length;
  const encoded = isFit ? buffer : Buffer.from(text);
  batch.bytes = isFit ? buffer.write(text) : encoded.length;
  return encoded;
}
