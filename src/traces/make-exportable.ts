import type { Link, SpanContext } from '@opentelemetry/api';
import { isSpanContextValid } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { AttributeId } from '../catalog/attributes.js';
import { cutText } from './cut-text.js';
import { RecordingSpan } from './recording-span.js';
import { overhead } from './span-parts.js';
import { isUsableTime } from './span-time.js';
import { cleanValue, sizeOf } from './span-values.js';

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/**
 * Makes an ended span fit to send, in place, and returns its estimated bytes: long texts cut, values and times that an
 * encoder or a collector would refuse replaced. One such value would cost the whole batch otherwise.
 */
export function makeExportable(span: ReadableSpan): number {
  return span instanceof RecordingSpan ? makeRecordedExportable(span) : makeForeignExportable(span);
}

/** What OTel's API added to a span of ours is clean; the name and the facts of an operation are as an adapter gave them. */
function makeRecordedExportable(span: RecordingSpan): number {
  span.name = cutText(typeof span.name === 'string' ? span.name : 'unnamed');
  const { facts, keys, extras } = span;
  extras?.cutLongTexts();
  let bytes = overhead.span + span.name.length + (extras?.bytes ?? 0);
  for (const id in facts) {
    const value = facts[id as AttributeId];
    if (value === undefined || keys[id as AttributeId] === undefined) continue;
    const clean = cleanValue(value) as string | number | undefined;
    // A copy, because the operation's log line reads the same facts.
    if (clean !== value) span.facts = Object.assign({}, span.facts, { [id]: clean });
    bytes += overhead.part + sizeOf(clean);
  }
  return bytes;
}

function makeForeignExportable(span: ReadableSpan): number {
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

function repairTimes(span: Writable<ReadableSpan>): void {
  if (!isUsableTime(span.endTime)) {
    span.endTime = isUsableTime(span.startTime) ? span.startTime : [Math.floor(Date.now() / 1000), 0];
  }
  if (!isUsableTime(span.startTime)) span.startTime = span.endTime;
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
