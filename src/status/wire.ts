/** One field of a protobuf message as it stands on the wire. */
export interface WireField {
  readonly field: number;
  /** Varint, or the bytes of a length-delimited field; fixed-width fields are skipped. */
  readonly value: number | Uint8Array | undefined;
}

/** Where the next byte is read. */
interface Cursor {
  at: number;
}

const highestField = 2 ** 29 - 1;

/**
 * Reads the fields of a protobuf message in order; throws a RangeError at bytes that are none: a varint of more than ten
 * bytes, a length beyond the end, a group, field number 0.
 */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  const cursor: Cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const tag = Number(readVarint(bytes, cursor));
    const field = Math.floor(tag / 8);
    if (field < 1 || field > highestField) throw new RangeError(`field number ${field}`);
    yield { field, value: readValue(bytes, cursor, tag % 8) };
  }
}

function readValue(bytes: Uint8Array, cursor: Cursor, wireType: number): WireField['value'] {
  if (wireType === 0) return Number(BigInt.asIntN(32, readVarint(bytes, cursor)));
  if (wireType === 1) return skip(bytes, cursor, 8);
  if (wireType === 5) return skip(bytes, cursor, 4);
  if (wireType !== 2) throw new RangeError(`wire type ${wireType}`);
  const length = Number(readVarint(bytes, cursor));
  const start = cursor.at;
  skip(bytes, cursor, length);
  return bytes.subarray(start, cursor.at);
}

function skip(bytes: Uint8Array, cursor: Cursor, length: number): undefined {
  if (length > bytes.length - cursor.at) throw new RangeError('beyond the end');
  cursor.at += length;
}

function readVarint(bytes: Uint8Array, cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new RangeError('beyond the end');
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new RangeError('endless varint');
}

/** Renders an int32 field; 0 is the default and takes no bytes. */
export function int32Field(field: number, value: number): Buffer {
  return value === 0 ? Buffer.alloc(0) : Buffer.concat([varint(field << 3), varint(value)]);
}

/** Renders a field of text, bytes or an embedded message; an empty text takes no bytes. */
export function bytesField(field: number, value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value as string);
  return value === '' ? bytes : Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}
