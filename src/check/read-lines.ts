import { isUtf8 } from 'node:buffer';

/** One line of a stream, without its line feed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** At most `limit` bytes of it; what is not UTF-8 reads as U+FFFD. */
  readonly text: string;
  /** All of its bytes, also those that were not kept. */
  readonly bytes: number;
  readonly isCut: boolean;
  readonly isUtf8: boolean;
  /** Whether a line feed ended it, rather than the end of the stream. */
  readonly isEnded: boolean;
}

/** A stream of bytes: a file, a body, standard input, or what a test hands over. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Reads a stream as lines, in batches; holds `limit` bytes of a line however long the line is. */
export async function* readLines(chunks: ByteChunks, limit: number): AsyncGenerator<Line[]> {
  const open = createOpenLine(limit);
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      open.append(chunk.subarray(start, end));
      lines.push(open.close(true));
      start = end + 1;
    }
    open.append(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (open.isBegun()) yield [open.close(false)];
}

function createOpenLine(limit: number) {
  let number = 0;
  let bytes = 0;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  return {
    isBegun: () => bytes > 0,
    append(piece: Buffer): void {
      bytes += piece.length;
      const part = piece.subarray(0, limit - keptBytes);
      if (part.length === 0) return;
      kept.push(part);
      keptBytes += part.length;
    },
    close(isEnded: boolean): Line {
      const whole = kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept);
      const isCut = bytes > keptBytes;
      // A cut may fall inside a character, which is no fault of the stream.
      const line = { number: ++number, bytes, isCut, isUtf8: isCut || isUtf8(whole), isEnded };
      const text = whole.toString('utf8');
      bytes = 0;
      keptBytes = 0;
      kept = [];
      return { ...line, text };
    },
  };
}
