import type { ReceivedSpan } from './received-span.js';

type Json = Record<string, unknown>;

/** Reads an OTLP/JSON trace request as strictly as the protocol allows; throws at the first thing that is not in it. */
export function readOtlpJson(body: Buffer): ReceivedSpan[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  if (/\\ud[89a-f]/i.test(text)) throw new Error('lone surrogate');
  const request = fields(JSON.parse(text), ['resourceSpans']);
  return list(request['resourceSpans']).flatMap(readResourceSpans);
}

function readResourceSpans(value: unknown): ReceivedSpan[] {
  const entry = fields(value, ['resource', 'scopeSpans', 'schemaUrl']);
  const resource = readAttributes(
    fields(entry['resource'], ['attributes', 'droppedAttributesCount'])['attributes'],
  );
  return list(entry['scopeSpans']).flatMap((scoped) => {
    const { spans } = fields(scoped, ['scope', 'spans', 'schemaUrl']);
    return list(spans).map((span) => readSpan(span, resource));
  });
}

const spanFields = [
  ...[
    'traceId',
    'spanId',
    'parentSpanId',
    'traceState',
    'name',
    'kind',
    'startTimeUnixNano',
    'endTimeUnixNano',
  ],
  ...['attributes', 'droppedAttributesCount', 'events', 'droppedEventsCount', 'links', 'droppedLinksCount'],
  ...['status', 'flags'],
];

function readSpan(value: unknown, resource: ReceivedSpan['resource']): ReceivedSpan {
  const span = fields(value, spanFields);
  const status = fields(span['status'] ?? {}, ['code', 'message']);
  return {
    traceId: hex(span['traceId'], 32),
    spanId: hex(span['spanId'], 16),
    parentSpanId: span['parentSpanId'] === undefined ? '' : hex(span['parentSpanId'], 16),
    name: string(span['name']),
    kind: enumeration(span['kind'], 5),
    startNanos: nanos(span['startTimeUnixNano']),
    endNanos: nanos(span['endTimeUnixNano']),
    attributes: readAttributes(span['attributes']),
    events: list(span['events']).map(readEvent),
    links: list(span['links']).map(readLink),
    status: { code: enumeration(status['code'] ?? 0, 2), message: string(status['message'] ?? '') },
    resource,
  };
}

function readEvent(value: unknown): ReceivedSpan['events'][number] {
  const event = fields(value, ['timeUnixNano', 'name', 'attributes', 'droppedAttributesCount']);
  nanos(event['timeUnixNano']);
  return { name: string(event['name']), attributes: readAttributes(event['attributes']) };
}

function readLink(value: unknown): ReceivedSpan['links'][number] {
  const link = fields(value, [
    'traceId',
    'spanId',
    'traceState',
    'attributes',
    'droppedAttributesCount',
    'flags',
  ]);
  return { traceId: hex(link['traceId'], 32), spanId: hex(link['spanId'], 16) };
}

function readAttributes(value: unknown): Record<string, unknown> {
  const read: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const item of list(value)) {
    const pair = fields(item, ['key', 'value']);
    const key = string(pair['key']);
    if (key === '' || key in read) throw new Error(`bad key ${key}`);
    read[key] = readValue(pair['value']);
  }
  return read;
}

function readValue(value: unknown): unknown {
  const [[kind, content] = ['empty', undefined], ...more] = Object.entries(value as Json);
  if (more.length > 0) throw new Error('value with two kinds');
  if (kind === 'stringValue') return string(content);
  if (kind === 'boolValue' && typeof content === 'boolean') return content;
  if (kind === 'doubleValue' && Number.isFinite(content)) return content;
  if (kind === 'intValue' && /^-?\d{1,19}$/.test(String(content))) return Number(content);
  if (kind === 'arrayValue') return list(fields(content, ['values'])['values']).map(readValue);
  throw new Error(`bad value ${JSON.stringify(value)}`);
}

function fields(value: unknown, known: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  for (const key of Object.keys(value)) if (!known.includes(key)) throw new Error(`unknown field ${key}`);
  return value as Json;
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`no text: ${typeof value}`);
  return value;
}

function hex(value: unknown, length: number): string {
  if (
    typeof value !== 'string' ||
    value.length !== length ||
    !/^[\da-f]+$/.test(value) ||
    /^0+$/.test(value)
  ) {
    throw new Error(`bad id ${String(value)}`);
  }
  return value;
}

function enumeration(value: unknown, max: number): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > max)
    throw new Error('bad enum');
  return value as number;
}

function nanos(value: unknown): bigint {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) throw new Error(`bad time ${String(value)}`);
  return BigInt(value);
}
