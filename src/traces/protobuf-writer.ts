import type { HrTime } from '@opentelemetry/api';
import { GrowingBuffer } from './growing-buffer.js';

/** Value of each hexadecimal digit by its character code. */
const digitValues = Uint8Array.from(
  { length: 128 },
  (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0,
);

/** Texts up to this many characters are written in JavaScript; a call into native code costs more. */
const shortText = 24;

/** Writes protobuf. */
export class ProtobufWriter extends GrowingBuffer {
  /** Begins a message; `end` needs what this returns. */
  begin(tag: number): number {
    this.reserve(8);
    this.bytes[this.at++] = tag;
    return this.at++;
  }

  /** Ends a message: most are short, so one byte was left for the length and longer ones are moved. */
  end(start: number): void {
    const length = this.at - start - 1;
    if (length >= 0x80) {
      this.reserve(4);
      const more = length < 0x4000 ? 1 : length < 0x20_0000 ? 2 : length < 0x1000_0000 ? 3 : 4;
      this.bytes.copyWithin(start + 1 + more, start + 1, this.at);
      this.at = start;
      this.#varint(length);
      this.at += length;
    } else this.bytes[start] = length;
  }

  text(tag: number, text: string): void {
    this.reserve(text.length * 3 + 8);
    this.bytes[this.at++] = tag;
    if (text.length <= shortText && this.#ascii(text)) return;
    const start = this.at++;
    this.at += this.bytes.write(text, this.at);
    this.end(start);
  }

  /** Writes an id of hexadecimal digits as its bytes. */
  id(tag: number, digits: string): void {
    this.reserve(digits.length + 2);
    const buffer = this.bytes;
    buffer[this.at++] = tag;
    buffer[this.at++] = digits.length / 2;
    for (let i = 0; i + 1 < digits.length; i += 2)
      buffer[this.at++] =
        ((digitValues[digits.charCodeAt(i)] ?? 0) << 4) | (digitValues[digits.charCodeAt(i + 1)] ?? 0);
  }

  /** Writes an integer; a negative one takes ten bytes. */
  integer(tag: number, value: number): void {
    this.reserve(12);
    this.bytes[this.at++] = tag;
    if (value >= 0 && value < 0x8000_0000) this.#varint(value);
    else this.#varint64(value);
  }

  double(tag: number, value: number): void {
    this.reserve(9);
    this.bytes[this.at++] = tag;
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  /** Writes 32 bits; their tag stands before them. */
  word(value: number): void {
    this.reserve(4);
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }

  /** Writes nanoseconds since 1970. Their 64 bits are put together from two halves of the seconds, which is exact. */
  time(tag: number, [seconds, nanos]: HrTime): void {
    this.reserve(9);
    this.bytes[this.at++] = tag;
    const whole = Math.trunc(seconds);
    const upper = Math.floor(whole / 0x1_0000) * 1e9;
    const lower = (upper % 0x1_0000) * 0x1_0000 + (whole % 0x1_0000) * 1e9 + Math.trunc(nanos);
    const high = Math.floor(upper / 0x1_0000) + Math.floor(lower / 0x1_0000_0000);
    this.at = this.bytes.writeUInt32LE(lower % 0x1_0000_0000, this.at);
    this.at = this.bytes.writeUInt32LE(high, this.at);
  }

  /** Writes length and bytes of a short text, or nothing when it is not ASCII. */
  #ascii(text: string): boolean {
    const buffer = this.bytes;
    let at = this.at;
    buffer[at++] = text.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      buffer[at++] = code;
    }
    this.at = at;
    return true;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  #varint64(value: number): void {
    let low = value >>> 0;
    let high = Math.floor(value / 0x1_0000_0000) >>> 0;
    while (high > 0 || low > 0x7f) {
      this.bytes[this.at++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    this.bytes[this.at++] = low;
  }
}
