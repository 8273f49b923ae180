import type { ReceivedSpan } from './received-span.js';

/** Field number → its values in order; varints and fixed numbers as bigint, the rest as bytes. */
type Message = Map<number, (bigint | Buffer)[]>;

/** Reads an OTLP/protobuf trace request by the wire format alone (opentelemetry/proto/trace/v1/trace.proto). */
export function readOtlpProtobuf(body: Buffer): ReceivedSpan[] {
  return messages(parse(body), 1).flatMap((resourceSpans) => {
    const resource = readAttributes(messages(resourceSpans, 1)[0] ?? new Map(), 1);
    return messages(resourceSpans, 2).flatMap((scoped) =>
      messages(scoped, 2).map((span) => readSpan(span, resource)),
    );
  });
}

function readSpan(span: Message, resource: ReceivedSpan['resource']): ReceivedSpan {
  const status = messages(span, 15)[0] ?? new Map<number, (bigint | Buffer)[]>();
  return {
    traceId: id(span, 1, 16),
    spanId: id(span, 2, 8),
    parentSpanId: span.has(4) ? id(span, 4, 8) : '',
    name: text(span, 5),
    kind: Number(number(span, 6)),
    startNanos: number(span, 7),
    endNanos: number(span, 8),
    attributes: readAttributes(span, 9),
    events: messages(span, 11).map((event) => ({
      name: text(event, 2),
      attributes: readAttributes(event, 3),
    })),
    links: messages(span, 13).map((link) => ({ traceId: id(link, 1, 16), spanId: id(link, 2, 8) })),
    status: { code: Number(number(status, 3)), message: text(status, 2) },
    resource,
  };
}

function readAttributes(message: Message, field: number): Record<string, unknown> {
  return Object.fromEntries(
    messages(message, field).map((pair) => [text(pair, 1), readValue(messages(pair, 2)[0] ?? new Map())]),
  );
}

function readValue(value: Message): unknown {
  if (value.has(1)) return text(value, 1);
  if (value.has(2)) return number(value, 2) === 1n;
  if (value.has(3)) return Number(BigInt.asIntN(64, number(value, 3)));
  if (value.has(4)) return toDouble(number(value, 4));
  if (value.has(5)) return messages(messages(value, 5)[0] ?? new Map(), 1).map(readValue);
  throw new Error('value without a kind');
}

function toDouble(bits: bigint): number {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(bits);
  return bytes.readDoubleLE();
}

function messages(message: Message, field: number): Message[] {
  return (message.get(field) ?? []).map((value) => parse(value as Buffer));
}

function number(message: Message, field: number): bigint {
  return BigInt((message.get(field)?.[0] ?? 0n) as bigint);
}

function text(message: Message, field: number): string {
  const bytes = (message.get(field)?.[0] ?? Buffer.alloc(0)) as Buffer;
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function id(message: Message, field: number, length: number): string {
  const bytes = message.get(field)?.[0] as Buffer;
  if (bytes.length !== length || bytes.every((byte) => byte === 0)) throw new Error('bad id');
  return bytes.toString('hex');
}

function parse(bytes: Buffer): Message {
  const message: Message = new Map();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('truncated');
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    if (![0, 1, 2, 5].includes(wire)) throw new Error(`wire type ${wire}`);
    const value =
      wire === 0
        ? varint()
        : wire === 1
          ? take(8).readBigUInt64LE()
          : wire === 5
            ? BigInt(take(4).readUInt32LE())
            : take(Number(varint()));
    const field = tag >>> 3;
    message.set(field, [...(message.get(field) ?? []), value]);
  }
  return message;
}
