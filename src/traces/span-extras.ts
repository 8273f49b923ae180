import type { Attributes, AttributeValue, HrTime, Link } from '@opentelemetry/api';
import type { TimedEvent } from '@opentelemetry/sdk-trace-base';
import { copyHead, cutBytes, cutText, maxTextBytes } from './cut-text.js';
import type { SpanLimits } from './span-limits.js';
import { cleanAttributes, overhead, readLink, readText, shorten } from './span-parts.js';
import { cleanValue, sizeOf } from './span-values.js';

/** What OTel's API adds to a span: attributes, events and links within the limits, clean, so that each can be sent. */
export class SpanExtras {
  /** Names and values by turns: of a few, a search is faster than a map. Long texts of a queued span are bytes. */
  readonly attributes: (AttributeValue | Buffer)[] = [];
  events: TimedEvent[] | undefined;
  links: Link[] | undefined;
  droppedAttributes = 0;
  droppedEvents = 0;
  droppedLinks = 0;
  /** Estimated bytes of all of it. */
  bytes = 0;
  readonly #limits: SpanLimits;
  #hasLongTexts = false;

  constructor(limits: SpanLimits) {
    this.#limits = limits;
  }

  setAttribute(key: string, given: unknown): void {
    const value = this.#isLong(given) ? given : shorten(cleanValue(given), this.#limits.valueLength);
    if (value === undefined) return;
    const name = cutText(key);
    const at = this.#find(name);
    if (at < 0 && this.attributes.length >= 2 * this.#limits.attributes) {
      this.droppedAttributes++;
    } else if (at < 0) {
      this.attributes.push(name, value);
      this.bytes += overhead.part + name.length + sizeIn(value);
    } else {
      this.bytes += sizeIn(value) - sizeIn(this.attributes[at + 1]);
      this.attributes[at + 1] = value;
    }
  }

  addEvent(name: unknown, given: Attributes | undefined, time: HrTime): void {
    const { events: limit, attributesPerEvent, valueLength } = this.#limits;
    const { attributes, dropped, bytes } = cleanAttributes(given, attributesPerEvent, valueLength);
    const event = { name: cutText(readText(name)), attributes, droppedAttributesCount: dropped, time };
    this.droppedEvents += push((this.events ??= []), event, limit);
    this.bytes += overhead.event + event.name.length + bytes;
  }

  addLink(given: Link): void {
    const link = readLink(given);
    if (link === undefined) return;
    const { links: limit, attributesPerLink, valueLength } = this.#limits;
    const { attributes, dropped, bytes } = cleanAttributes(link.attributes, attributesPerLink, valueLength);
    const clean = { context: link.context, attributes, droppedAttributesCount: dropped };
    this.droppedLinks += push((this.links ??= []), clean, limit);
    this.bytes += overhead.event + bytes;
  }

  /**
   * Long texts are cut only when the span is about to be queued: one that is dropped must not cost the cut. They wait as
   * bytes outside of V8's heap, whose young generation would grow to its 32 MiB with texts that outlive it.
   */
  cutLongTexts(): void {
    if (!this.#hasLongTexts) return;
    this.#hasLongTexts = false;
    const { valueLength } = this.#limits;
    for (let i = 1; i < this.attributes.length; i += 2) {
      const text = this.attributes[i];
      if (typeof text !== 'string' || text.length <= maxTextBytes) continue;
      const cut = valueLength < maxTextBytes ? copyHead(text, valueLength) : cutBytes(text);
      this.attributes[i] = cut;
      this.bytes += cut.length + (typeof cut === 'string' ? 0 : overhead.buffer) - text.length;
    }
  }

  #isLong(value: unknown): value is string {
    if (typeof value !== 'string' || value.length <= maxTextBytes) return false;
    this.#hasLongTexts = true;
    return true;
  }

  #find(name: string): number {
    for (let i = 0; i < this.attributes.length; i += 2) if (this.attributes[i] === name) return i;
    return -1;
  }
}

/** Adds to a list of limited length, whose oldest part gives way; returns how many are lost. */
function push<Part>(list: Part[], part: Part, limit: number): number {
  list.push(part);
  if (list.length <= limit) return 0;
  list.shift();
  return 1;
}

/** A long text counts as its length until it is cut. */
function sizeIn(value: AttributeValue | Buffer | undefined): number {
  if (typeof value === 'string' && value.length > maxTextBytes) return value.length;
  return typeof value === 'object' && Buffer.isBuffer(value) ? value.length + overhead.buffer : sizeOf(value);
}
