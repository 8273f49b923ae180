/** What a collector says of a batch that it took in part. */
export interface PartialSuccess {
  readonly rejectedSpans: number;
  readonly errorMessage: string;
}

/** Reads `ExportTraceServiceResponse { partial_success = 1 { rejected_spans = 1, error_message = 2 } }`; throws when it is none. */
export function readProtobufReply(body: Buffer): PartialSuccess | undefined {
  const partial = readFields(body).get(1);
  if (!Buffer.isBuffer(partial)) return undefined;
  const fields = readFields(partial);
  const message = fields.get(2);
  return {
    rejectedSpans: Number(fields.get(1) ?? 0),
    errorMessage: Buffer.isBuffer(message) ? message.toString() : '',
  };
}

/** Returns the last value of each field: a number, or the bytes of a text or message. */
export function readFields(bytes: Buffer): Map<number, number | Buffer> {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const varint = (): number => {
    for (let [value, factor] = [0, 1]; ; factor *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined || factor > 2 ** 63) throw new Error('It ends within a number.');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('It ends within a field.');
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const tag = varint();
    const type = tag & 7;
    if (type === 0) fields.set(tag >>> 3, varint());
    else if (type === 2) fields.set(tag >>> 3, take(varint()));
    else if (type === 1 || type === 5) take(type === 1 ? 8 : 4);
    else throw new Error(`It has no wire type ${type}.`);
  }
  return fields;
}
