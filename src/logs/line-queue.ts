/** Lines that go out in one write. */
export interface Batch {
  text: string;
  /** The text as bytes, instead of it, once the batch waits behind another: ropes of many small parts take twice the room. */
  encoded: Buffer | undefined;
  lines: number;
  /** What the batch counts for among those that wait: its bytes, or its UTF-16 units when it waited behind no other. */
  size: number;
  /** Its bytes, once it has been encoded; until then 0. */
  bytes: number;
  /** Those of them that are errors, which stay when the others are dropped for room. */
  urgent: string[] | undefined;
  /** Bytes that are written already. */
  offset: number;
}

/** What became of the lines; produced = written + dropped + buffered, always. */
export interface LineCounts {
  readonly produced: number;
  readonly written: number;
  readonly dropped: number;
  /** Lines that wait. */
  readonly buffered: number;
  readonly bufferedBytes: number;
}

/** Aim for the size of one write, in UTF-16 units. */
export const batchUnits = 16_384;

/** Lines that wait to be written, within a bound of bytes; when they exceed it, info goes before errors. */
export class LineQueue {
  readonly #maxBytes: number;
  readonly #batchUnits: number;
  readonly #onDrop: () => void;
  #open = '';
  #openLines = 0;
  #openUrgent: string[] | undefined;
  #sealed: Batch[] = [];
  #sealedSize = 0;
  #bufferedLines = 0;
  #produced = 0;
  #written = 0;
  #dropped = 0;

  constructor(maxBytes: number, units = batchUnits, onDrop: () => void = () => undefined) {
    this.#maxBytes = maxBytes;
    this.#onDrop = onDrop;
    this.#batchUnits = units;
  }

  get counts(): LineCounts {
    return {
      produced: this.#produced,
      written: this.#written,
      dropped: this.#dropped,
      buffered: this.#bufferedLines,
      bufferedBytes: this.bytes,
    };
  }

  /** Bytes that wait; the newest two batches may count by their UTF-16 units, so the bound may be passed by a few. */
  get bytes(): number {
    return this.#sealedSize + this.#open.length;
  }

  get isEmpty(): boolean {
    return this.#bufferedLines === 0;
  }

  /** Takes a line, or drops it for want of room; returns whether a batch has become full. */
  push(line: string, isUrgent: boolean): boolean {
    this.#produced++;
    if (this.bytes + line.length > this.#maxBytes && !(isUrgent && this.#makeRoom(line.length))) {
      this.#drop(1);
      return false;
    }
    this.#bufferedLines++;
    this.#open += line;
    this.#openLines++;
    if (isUrgent) (this.#openUrgent ??= []).push(line);
    if (this.#open.length < this.#batchUnits) return false;
    this.seal();
    return true;
  }

  /** Counts a line that is not even tried. */
  refuse(): void {
    this.#produced++;
    this.#drop(1);
  }

  /** Closes the open batch, so that it can be written. */
  seal(): void {
    if (this.#openLines === 0) return;
    const encoded = this.#sealed.length === 0 ? undefined : Buffer.from(this.#open);
    const size = encoded?.length ?? this.#open.length;
    this.#sealed.push({
      text: encoded === undefined ? this.#open : '',
      encoded,
      lines: this.#openLines,
      size,
      bytes: 0,
      urgent: this.#openUrgent,
      offset: 0,
    });
    this.#sealedSize += size;
    this.#open = '';
    this.#openLines = 0;
    this.#openUrgent = undefined;
  }

  /** Takes out the batch to write next; it counts as waiting until it is settled or put back. */
  take(): Batch | undefined {
    return this.#sealed.shift();
  }

  /** Puts a batch back to the front, with what is written of it; one that is begun stays first, or its line would tear. */
  putBack(batch: Batch): void {
    const isFirstBegun = (this.#sealed[0]?.offset ?? 0) > 0;
    if (isFirstBegun && batch.offset === 0) this.#sealed.splice(1, 0, batch);
    else this.#sealed.unshift(batch);
  }

  /** Counts a batch as written, or the rest of it as dropped when it stopped in the middle. */
  settle(batch: Batch): void {
    const isWhole = batch.bytes > 0 && batch.offset >= batch.bytes;
    const done = isWhole ? batch.lines : countLines(batch);
    this.#written += done;
    if (batch.lines > done) this.#drop(batch.lines - done);
    this.#bufferedLines -= batch.lines;
    this.#sealedSize -= batch.size;
  }

  /** Drops everything that waits. */
  dropAll(): void {
    this.seal();
    for (let batch = this.take(); batch !== undefined; batch = this.take()) this.settle(batch);
  }

  /** Drops lines below error from the oldest batches until `units` more fit; a batch begun is left alone. */
  #makeRoom(units: number): boolean {
    this.seal();
    for (let index = 0; index < this.#sealed.length; index++) {
      if (this.#sealedSize + units <= this.#maxBytes) break;
      const batch = this.#sealed[index] as Batch;
      const kept = batch.urgent?.length ?? 0;
      if (batch.offset > 0 || kept === batch.lines) continue;
      this.#shrink(batch);
    }
    this.#sealed = this.#sealed.filter(({ lines }) => lines > 0);
    return this.#sealedSize + units <= this.#maxBytes;
  }

  #drop(lines: number): void {
    this.#dropped += lines;
    this.#onDrop();
  }

  #shrink(batch: Batch): void {
    const urgent = batch.urgent ?? [];
    const encoded = Buffer.from(urgent.join(''));
    const size = encoded.length;
    const lost = batch.lines - urgent.length;
    if (lost > 0) this.#drop(lost);
    this.#bufferedLines -= lost;
    this.#sealedSize += size - batch.size;
    Object.assign(batch, { text: '', encoded, size, bytes: 0, lines: urgent.length });
  }
}

/** Counts the whole lines among the bytes that are written. */
function countLines({ text, encoded = Buffer.from(text), offset }: Batch): number {
  const written = encoded.subarray(0, offset);
  let lines = 0;
  for (let at = written.indexOf(10); at >= 0; at = written.indexOf(10, at + 1)) lines++;
  return lines;
}
