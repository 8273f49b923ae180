import type { ByteChunks } from './read-lines.js';

/** Reads the first bytes of a stream, and returns them together with a stream that still has them. */
export async function peekStream(
  chunks: ByteChunks,
  bytes: number,
): Promise<{ readonly head: string; readonly chunks: ByteChunks }> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(read).subarray(0, bytes).toString('utf8');
  return { head, chunks: resume(read, iterator) };
}

async function* resume(
  read: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* read;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
