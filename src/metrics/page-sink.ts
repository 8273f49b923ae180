/** How the bytes of a page are sent. */
export type PageEncoding = 'identity' | 'gzip';

/** Takes the text of a page piece by piece and makes bytes of it, so that a large page is never one long string. */
export interface PageSink {
  /** What it returns, if anything, has to be awaited before more is written. */
  write(text: string): Promise<void> | undefined;
  end(): Promise<Buffer>;
}

/** Bytes that are encoded before they are handed on; compressing them takes about a millisecond of another thread. */
const chunkBytes = 256 * 1024;

/** UTF-8 needs no more bytes than this for a unit of a string. */
const bytesPerUnit = 3;

/** What becomes of full chunks. */
interface ChunkTarget {
  /** Takes a chunk and returns the next one to fill. */
  take(chunk: Buffer): Buffer | Promise<Buffer>;
  end(last: Buffer): Promise<Buffer>;
}

/** Creates what one page is written to. */
export function createPageSink(encoding: PageEncoding): PageSink {
  return new ChunkSink(encoding === 'gzip' ? createCompressor() : createCollector());
}

class ChunkSink implements PageSink {
  readonly #target: ChunkTarget;
  #chunk = createChunk();
  #used = 0;

  constructor(target: ChunkTarget) {
    this.#target = target;
  }

  write(text: string): Promise<void> | undefined {
    if (text.length * bytesPerUnit <= this.#chunk.length - this.#used) {
      this.#used += this.#chunk.write(text, this.#used);
      return undefined;
    }
    return this.#writeNext(text);
  }

  end(): Promise<Buffer> {
    return this.#target.end(this.#chunk.subarray(0, this.#used));
  }

  async #writeNext(text: string): Promise<void> {
    this.#chunk = await this.#target.take(this.#chunk.subarray(0, this.#used));
    this.#used = 0;
    const most = text.length * bytesPerUnit;
    if (most > this.#chunk.length) this.#chunk = Buffer.allocUnsafeSlow(most);
    this.#used = this.#chunk.write(text);
  }
}

function createChunk(): Buffer {
  return Buffer.allocUnsafeSlow(chunkBytes);
}

function createCollector(): ChunkTarget {
  const chunks: Buffer[] = [];
  return {
    take(chunk) {
      chunks.push(chunk);
      return createChunk();
    },
    end: async (last) => joinShared([...chunks, last]),
  };
}

/** Fills one chunk while another is compressed; level 1 takes a tenth of the time of the default, and its result is small. */
function createCompressor(): ChunkTarget {
  // Loaded when a scraper asks for it: what never answers one, such as a job, does without.
  const gzip = process.getBuiltinModule('node:zlib').createGzip({ level: 1 });
  const parts: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    gzip.on('data', (part: Buffer) => parts.push(part));
    gzip.on('end', () => resolve(joinShared(parts))).on('error', reject);
  });
  // Heard by whoever ends the page; before that, nobody listens.
  ended.catch(() => undefined);
  let compressed = Promise.resolve(createChunk());
  return {
    take(chunk) {
      const free = compressed;
      compressed = new Promise((resolve) => gzip.write(chunk, () => resolve(wholeOf(chunk))));
      return free;
    },
    end(last) {
      gzip.end(last);
      return ended;
    },
  };
}

/** Joins the bytes of a page in memory that all threads share: however many ask the governor's thread, nothing is copied. */
function joinShared(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const page = Buffer.from(new SharedArrayBuffer(length));
  let at = 0;
  for (const part of parts) at += part.copy(page, at);
  return page;
}

function wholeOf(chunk: Buffer): Buffer {
  return Buffer.from(chunk.buffer);
}
