import type { Attributes, HrTime, Link, SpanContext, SpanKind, SpanStatus } from '@opentelemetry/api';
import type { InstrumentationScope } from './otel-core.js';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace-base';
import type { AttributeValues } from '../catalog/attributes.js';
import type { OperationEntry } from '../catalog/define-operation.js';
import { cutText } from './cut-text.js';
import { describeException } from './describe-exception.js';
import { LocalSpan, type OperationSpanEnd } from './local-span.js';
import { SpanExtras } from './span-extras.js';
import type { SpanHome, SpanPlace, SpanRequest } from './span-home.js';
import type { SpanKeys } from './span-keys.js';
import { readText } from './span-parts.js';
import { durationBetween, isTimeInput, latest, readTime, toHrTime } from './span-time.js';
import { spellAttributes } from './spell-attributes.js';
import type { KeptFor, TailTrace } from './tail-buffer.js';
import type { ClockAnchor } from './wall-clock.js';

const unset: SpanStatus = Object.freeze({ code: 0 });
const noKeys: SpanKeys = Object.freeze(Object.create(null) as SpanKeys);

/**
 * A span that is recorded: OTel's `Span` to its user, `ReadableSpan` to exporters, and light. An operation's facts are
 * kept by reference and spelled by dialect only when it is exported; everything else is made when it is first needed.
 * It ignores what cannot be said, whatever it is given and whenever: nothing here throws.
 */
export class RecordingSpan extends LocalSpan implements ReadableSpan {
  // Declared, because a field that is defined and then assigned is written twice, and this object is made most.
  declare name: string;
  declare readonly kind: SpanKind;
  declare readonly parentSpanContext: SpanContext | undefined;
  declare readonly instrumentationScope: InstrumentationScope;
  /** Facts of the operation, spelled by `keys` once they are exported. */
  declare facts: AttributeValues | undefined;
  declare private readonly entry: OperationEntry | undefined;
  declare status: SpanStatus;
  /** The trace whose end decides about this span, when it is not sampled. */
  declare readonly tail: TailTrace | undefined;
  /** Whether it began its trace, as far as this process is concerned, by a coin of ours. */
  declare readonly isFirst: boolean;
  declare isSlow: boolean;
  /** What OTel's API added; most spans have none. */
  declare extras: SpanExtras | undefined;
  /** Where it was started; a process may have more than one Traces. */
  declare readonly home: SpanHome;
  declare private readonly startedAt: number;
  declare private readonly givenStart: HrTime | undefined;
  declare private readonly anchor: ClockAnchor;
  /** Reading of the clock of `startedAt`, negative while it runs. */
  declare private endedAt: number;
  declare private givenEnd: HrTime | undefined;

  constructor(home: SpanHome, start: SpanRequest, spanId: string, place: SpanPlace) {
    super(spanId, place);
    this.home = home;
    this.name = start.name;
    this.kind = start.kind;
    this.instrumentationScope = start.scope;
    this.parentSpanContext = place.parent;
    this.facts = start.facts;
    this.entry = start.entry;
    this.status = unset;
    this.tail = place.tail;
    this.isFirst = place.isFirst;
    this.isSlow = false;
    this.extras = undefined;
    this.startedAt = start.startedAt;
    this.anchor = home.clock.anchorAt(start.startedAt);
    this.givenStart = start.startTime;
    this.givenEnd = undefined;
    this.endedAt = -1;
    home.open++;
  }

  get ended(): boolean {
    return this.endedAt >= 0;
  }

  get startTime(): HrTime {
    return this.givenStart ?? this.timeOf(this.startedAt);
  }

  get endTime(): HrTime {
    return this.givenEnd ?? (this.ended ? this.timeOf(this.endedAt) : [0, 0]);
  }

  get duration(): HrTime {
    return durationBetween(this.startTime, this.endTime);
  }

  get keys(): SpanKeys {
    return this.entry === undefined ? noKeys : this.home.keysOf(this.entry);
  }

  get attributes(): Attributes {
    return spellAttributes(this);
  }

  get events(): TimedEvent[] {
    return this.extras?.events ?? [];
  }

  get links(): Link[] {
    return this.extras?.links ?? [];
  }

  get droppedAttributesCount(): number {
    return this.extras?.droppedAttributes ?? 0;
  }

  get droppedEventsCount(): number {
    return this.extras?.droppedEvents ?? 0;
  }

  get droppedLinksCount(): number {
    return this.extras?.droppedLinks ?? 0;
  }

  get resource(): Resource {
    return this.home.resource;
  }

  override isRecording(): boolean {
    return !this.ended;
  }

  rename(name: string, method?: string): void {
    if (this.ended) return;
    this.name = name;
    if (method !== undefined) this.home.redecide(this, method);
  }

  set(attributes: AttributeValues): void {
    if (!this.ended) this.facts = Object.assign({}, this.facts, attributes);
  }

  finish(end: OperationSpanEnd): void {
    if (this.ended) return;
    if (end.attributes !== undefined) this.facts = end.attributes;
    if (end.slow === true) this.isSlow = true;
    if (end.failed || end.error !== undefined) this.#fail(end);
    this.#close(end.at ?? performance.now());
  }

  override setAttribute(key: string, value: unknown): this {
    try {
      if (!this.ended && typeof key === 'string' && key !== '') this.#extend().setAttribute(key, value);
    } catch {
      // As in #try, without its closure: this is the method that is called most.
    }
    return this;
  }

  override setAttributes(attributes: unknown): this {
    return this.#try(() => {
      for (const [key, value] of Object.entries(attributes as Attributes)) this.setAttribute(key, value);
    });
  }

  override addEvent(name: string, attributesOrTime?: unknown, time?: unknown): this {
    return this.#try(() => {
      const isTime = isTimeInput(attributesOrTime);
      const at = readTime(time ?? (isTime ? attributesOrTime : undefined), this.home.clock);
      const attributes = isTime ? undefined : (attributesOrTime as Attributes | undefined);
      this.#extend().addEvent(name, attributes, at ?? this.timeOf(performance.now()));
    });
  }

  override addLink(link: Link): this {
    return this.#try(() => this.#extend().addLink(link));
  }

  override addLinks(links: Link[]): this {
    return this.#try(() => links.forEach((link) => this.addLink(link)));
  }

  override setStatus(status: unknown): this {
    return this.#try(() => {
      const { code, message } = status as SpanStatus;
      if ((code !== 1 && code !== 2) || this.status.code === 1) return;
      const text = code === 2 && typeof message === 'string' ? cutText(message) : undefined;
      this.status = text === undefined ? { code } : { code, message: text };
    });
  }

  override updateName(name: string): this {
    return this.#try(() => {
      this.name = cutText(readText(name));
    });
  }

  override recordException(exception: unknown, time?: unknown): void {
    this.#try(() => {
      const { type, message, stack } = describeException(exception);
      const attributes: Attributes = { 'exception.type': type, 'exception.message': message };
      if (stack !== undefined) attributes['exception.stacktrace'] = stack;
      this.addEvent('exception', attributes, time);
    });
  }

  override end(given?: unknown): void {
    if (this.ended) return;
    const now = performance.now();
    // A time that was given for the start belongs to another clock than the one that was read here.
    if (given !== undefined || this.givenStart !== undefined)
      this.givenEnd = latest(
        this.startTime,
        readTime(given, this.home.clock) ?? toHrTime(this.home.clock.epochMs(now)),
      );
    this.#close(now);
  }

  /** Notes why it is exported although it was not sampled. */
  setKept(reason: KeptFor): void {
    this.#extend().setAttribute('tricord.kept_for', reason);
  }

  #close(at: number): void {
    this.endedAt = Math.max(at, this.startedAt);
    this.home.ended(this);
  }

  #fail({ failed, error, description }: OperationSpanEnd): void {
    if (error !== undefined) this.recordException(error);
    const facts = error === undefined ? undefined : describeException(error);
    if (facts !== undefined && this.facts?.errorType === undefined) this.set({ errorType: facts.type });
    if (!failed) return;
    const message = description ?? facts?.message ?? '';
    this.setStatus(message === '' ? { code: 2 } : { code: 2, message });
  }

  #extend(): SpanExtras {
    return (this.extras ??= new SpanExtras(this.home.limits));
  }

  private timeOf(monotonicMs: number): HrTime {
    return toHrTime(this.anchor.offsetMs + monotonicMs);
  }

  #try(act: () => void): this {
    try {
      if (!this.ended) act();
    } catch {
      // The caller asked for something that has no meaning; there is nobody to tell.
    }
    return this;
  }
}
