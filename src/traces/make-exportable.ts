import type { HrTime, Link, SpanContext } from '@opentelemetry/api';
import { isSpanContextValid } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { cutText, maxTextBytes } from './cut-text.js';

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Measured heap of a span without attributes, and of one attribute, event or link beside its texts. */
const overhead = { span: 900, part: 64, event: 160 } as const;

/** Seconds since 1970 that still fit 64 bits of nanoseconds. */
const maxSeconds = 2 ** 34;

/**
 * Makes an ended span fit to send, in place, and returns its estimated bytes: long texts cut, values and times that an
 * encoder or a collector would refuse replaced. One such value would cost the whole batch otherwise.
 */
export function makeExportable(span: ReadableSpan): number {
  const writable = span as Writable<ReadableSpan>;
  const name = cutText(typeof span.name === 'string' ? span.name : 'unnamed');
  if (name !== span.name) writable.name = name;
  repairTimes(writable);
  repairTraceState(span.spanContext());
  return (
    overhead.span +
    name.length +
    cleanAttributes(span.attributes) +
    cleanStatus(writable) +
    cleanEvents(span) +
    cleanLinks(span.links)
  );
}

function cleanStatus(span: Writable<ReadableSpan>): number {
  const { message } = span.status;
  if (message === undefined) return 0;
  const text = cutText(message);
  if (text !== message) span.status = { code: span.status.code, message: text };
  return text.length;
}

function cleanEvents(span: ReadableSpan): number {
  let bytes = 0;
  for (const event of span.events) {
    event.name = cutText(typeof event.name === 'string' ? event.name : 'unnamed');
    if (!isUsableTime(event.time)) event.time = span.endTime;
    bytes += overhead.event + event.name.length;
    if (event.attributes !== undefined) bytes += cleanAttributes(event.attributes);
  }
  return bytes;
}

function cleanLinks(links: Link[]): number {
  let bytes = 0;
  for (let i = links.length - 1; i >= 0; i--) {
    const link = links[i];
    if (link === undefined || !isUsableContext(link.context)) {
      links.splice(i, 1);
      continue;
    }
    repairTraceState(link.context);
    bytes += overhead.event;
    if (link.attributes !== undefined) bytes += cleanAttributes(link.attributes);
  }
  return bytes;
}

function cleanAttributes(attributes: Record<string, unknown>): number {
  let bytes = 0;
  for (const key of Object.keys(attributes)) {
    const given = attributes[key];
    const value = cleanValue(given);
    const name = cutText(key);
    if (value === undefined || name !== key) delete attributes[key];
    if (value === undefined) continue;
    if (value !== given || name !== key) attributes[name] = value;
    bytes += overhead.part + name.length + sizeOf(value);
  }
  return bytes;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cutText(value);
  if (typeof value === 'boolean') return value;
  // NaN and infinities are not JSON; integers beyond 2^53 are not the int64 they would be sent as.
  if (typeof value === 'number') return isSendable(value) ? value : String(value);
  return Array.isArray(value) ? cleanArray(value) : undefined;
}

function isSendable(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function cleanArray(values: readonly unknown[]): unknown[] {
  const kept: unknown[] = [];
  let bytes = 0;
  for (const value of values) {
    const cleaned = value == null || Array.isArray(value) ? '' : (cleanValue(value) ?? '');
    bytes += sizeOf(cleaned);
    if (bytes > maxTextBytes) {
      kept.push(`... (cut, ${values.length} elements)`);
      break;
    }
    kept.push(cleaned);
  }
  return kept;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return sizeOfText(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + sizeOf(element), 16);
  return 8;
}

/** Of short texts the overhead has room for the second byte that other than Latin characters need. */
function sizeOfText(text: string): number {
  if (text.length < 64) return text.length;
  const bytes = Buffer.byteLength(text);
  return bytes === text.length ? bytes : Math.max(bytes, 2 * text.length);
}

function repairTimes(span: Writable<ReadableSpan>): void {
  if (!isUsableTime(span.endTime)) {
    span.endTime = isUsableTime(span.startTime) ? span.startTime : [Math.floor(Date.now() / 1000), 0];
  }
  if (!isUsableTime(span.startTime)) span.startTime = span.endTime;
}

function isUsableTime(time: HrTime): boolean {
  const [seconds, nanos] = time;
  return seconds >= 0 && seconds < maxSeconds && nanos >= 0 && nanos <= 1e9;
}

function isUsableContext(context: SpanContext | undefined): boolean {
  return context !== undefined && typeof context.traceId === 'string' && isSpanContextValid(context);
}

/** A trace state that a caller brought may throw, or be no trace state at all. */
function repairTraceState(context: SpanContext): void {
  if (context.traceState === undefined) return;
  try {
    if (typeof context.traceState.serialize() === 'string') return;
  } catch {
    // Removed below.
  }
  delete context.traceState;
}
