import type { HrTime } from '@opentelemetry/api';
import { GrowingBuffer } from './growing-buffer.js';

/** Everything but the printable ASCII that stands in JSON as it is. */
const special = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

/** Texts up to this many characters are written in JavaScript; a call into native code costs more. */
const shortText = 24;

/** Writes JSON as bytes: as text, it would be put together, flattened and encoded, each time over all of it. */
export class JsonWriter extends GrowingBuffer {
  /** Writes ASCII that needs no escape. */
  ascii(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.at++] = text.charCodeAt(i);
  }

  /** Writes a text between quotes. */
  quoted(text: string): void {
    this.reserve(text.length + 2);
    if (text.length <= shortText && this.#quotedShort(text)) return;
    if (special.test(text)) {
      const escaped = JSON.stringify(text);
      this.reserve(escaped.length * 3);
      this.at += this.bytes.write(escaped, this.at);
      return;
    }
    this.bytes[this.at++] = 0x22;
    this.at += this.bytes.write(text, this.at, 'latin1');
    this.bytes[this.at++] = 0x22;
  }

  /** Writes nanoseconds since 1970 in decimal between quotes; as a number they would not be exact. */
  time([seconds, nanos]: HrTime): void {
    const whole = Math.trunc(seconds) + (nanos >= 1e9 ? 1 : 0);
    const rest = Math.trunc(nanos) % 1e9;
    this.byte(0x22);
    if (whole > 0) this.#digits(whole, String(whole).length);
    // Leading zeros only where seconds stand before them.
    this.#digits(rest, whole > 0 ? 9 : String(rest).length);
    this.byte(0x22);
  }

  #quotedShort(text: string): boolean {
    const { bytes } = this;
    let at = this.at;
    bytes[at++] = 0x22;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
      bytes[at++] = code;
    }
    bytes[at++] = 0x22;
    this.at = at;
    return true;
  }

  /** Writes a number of so many digits. */
  #digits(value: number, width: number): void {
    this.reserve(width);
    let rest = value;
    for (let i = this.at + width - 1; i >= this.at; i--) {
      this.bytes[i] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.at += width;
  }
}
