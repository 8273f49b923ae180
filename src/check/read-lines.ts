import { isAscii, isUtf8 } from 'node:buffer';

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
  const reader = new LineReader(limit);
  for await (const bytes of chunks) {
    const lines = reader.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (lines.length > 0) yield lines;
  }
  const last = reader.end();
  if (last !== undefined) yield [last];
}

class LineReader {
  readonly #limit: number;
  /** Lines that were read. */
  #number = 0;
  /** Bytes of the line that no line feed has ended yet, and the pieces of it that are kept. */
  #bytes = 0;
  #kept: Buffer[] = [];
  #keptBytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  read(chunk: Buffer): Line[] {
    const first = chunk.indexOf(10);
    if (first === -1) {
      this.#append(chunk);
      return [];
    }
    const last = chunk.lastIndexOf(10);
    this.#append(chunk.subarray(0, first));
    const lines = [this.#close(true)];
    if (last > first) this.#readWhole(chunk.subarray(first + 1, last), lines);
    this.#append(chunk.subarray(last + 1));
    return lines;
  }

  end(): Line | undefined {
    return this.#bytes > 0 ? this.#close(false) : undefined;
  }

  /** Reads lines that neither begin before nor end after these bytes; decoding them at once costs half as much. */
  #readWhole(bytes: Buffer, lines: Line[]): void {
    if (bytes.length > this.#limit || !isUtf8(bytes)) return this.#readEach(bytes, lines);
    const isPlain = isAscii(bytes);
    for (const text of bytes.toString(isPlain ? 'latin1' : 'utf8').split('\n'))
      lines.push({
        number: ++this.#number,
        text,
        bytes: isPlain ? text.length : Buffer.byteLength(text),
        isCut: false,
        isUtf8: true,
        isEnded: true,
      });
  }

  #readEach(bytes: Buffer, lines: Line[]): void {
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      this.#append(bytes.subarray(start, end));
      lines.push(this.#close(true));
      start = end + 1;
    }
    this.#append(bytes.subarray(start));
    lines.push(this.#close(true));
  }

  #append(piece: Buffer): void {
    this.#bytes += piece.length;
    const part = piece.subarray(0, this.#limit - this.#keptBytes);
    if (part.length === 0) return;
    this.#kept.push(part);
    this.#keptBytes += part.length;
  }

  #close(isEnded: boolean): Line {
    const whole =
      this.#kept.length === 1 && this.#kept[0] !== undefined ? this.#kept[0] : Buffer.concat(this.#kept);
    const bytes = this.#bytes;
    const isCut = bytes > this.#keptBytes;
    this.#bytes = 0;
    this.#keptBytes = 0;
    this.#kept = [];
    return {
      number: ++this.#number,
      text: whole.toString('utf8'),
      bytes,
      isCut,
      // A cut may fall inside a character, which is no fault of the stream.
      isUtf8: isCut || isUtf8(whole),
      isEnded,
    };
  }
}
