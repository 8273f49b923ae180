/** Bytes that are written one after another, into a buffer that grows and is used again. */
export class GrowingBuffer {
  protected bytes: Buffer;
  protected at = 0;

  constructor(size = 64 * 1024) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Starts anew, whatever was written before. */
  reset(): void {
    this.at = 0;
  }

  /** Returns a copy of what was written. */
  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  /** Writes bytes that are encoded already. */
  raw(encoded: Uint8Array): void {
    this.reserve(encoded.length);
    this.bytes.set(encoded, this.at);
    this.at += encoded.length;
  }

  protected reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}
