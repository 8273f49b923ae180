import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';

/** What may be told as text; of anything else only the size is. */
const textual = /json|text|xml|x-www-form-urlencoded|javascript|graphql/i;

/** Bytes that are kept beyond what is told, because a secret that the cut would tear must be seen whole. */
const readAhead = 1024;

/** A few bytes can be made to unpack to gigabytes. */
const mostUnpacked = 1024 * 1024;

const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants;
/** What is cut off in the middle is unpacked as far as it goes. */
const unpackers: Readonly<Record<string, (packed: Buffer) => Buffer>> = {
  gzip: (packed) => gunzipSync(packed, { finishFlush: Z_SYNC_FLUSH, maxOutputLength: mostUnpacked }),
  deflate: (packed) => inflateSync(packed, { finishFlush: Z_SYNC_FLUSH, maxOutputLength: mostUnpacked }),
  br: (packed) =>
    brotliDecompressSync(packed, { finishFlush: BROTLI_OPERATION_FLUSH, maxOutputLength: mostUnpacked }),
};

/** The beginning of a body that passes by. */
export class KeptBody {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(chunk: unknown, encoding?: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const isNamed = typeof encoding === 'string' && Buffer.isEncoding(encoding);
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, isNamed ? encoding : 'utf8') : Buffer.from(chunk);
    this.#size += bytes.length;
    const room = this.#limit + readAhead - this.#kept;
    if (room <= 0) return;
    this.#chunks.push(bytes.subarray(0, room));
    this.#kept += Math.min(room, bytes.length);
  }

  /** Returns what is told of it; a body that is packed in a known way is unpacked first. */
  text(contentType: string | undefined, contentEncoding = ''): string | undefined {
    if (this.#size === 0) return undefined;
    const kept = Buffer.concat(this.#chunks);
    const unpacked = contentEncoding === '' ? kept : unpack(kept, contentEncoding);
    if (unpacked !== undefined && textual.test(contentType ?? 'text')) return unpacked.toString();
    return `[${this.#size} bytes of ${[contentEncoding, contentType].filter(Boolean).join(' ')}]`;
  }
}

function unpack(packed: Buffer, contentEncoding: string): Buffer | undefined {
  const name = contentEncoding.trim().toLowerCase();
  if (name === 'identity') return packed;
  try {
    return Object.hasOwn(unpackers, name) ? unpackers[name]?.(packed) : undefined;
  } catch {
    return undefined;
  }
}
