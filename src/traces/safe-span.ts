import type {
  Attributes,
  AttributeValue,
  Exception,
  Link,
  Span,
  SpanContext,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api';
import { isSpanContextValid } from '@opentelemetry/api';
import { describeException } from './describe-exception.js';

/**
 * A span that ignores what cannot be said, whatever it is given and whenever: OTel's own throws at null, symbols and
 * getters that throw, keeps values that break an export, and makes an error object for each call after its end.
 */
export class SafeSpan implements Span {
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  spanContext(): SpanContext {
    return this.#span.spanContext();
  }

  isRecording(): boolean {
    return this.#span.isRecording();
  }

  setAttribute(key: string, value: AttributeValue): this {
    try {
      if (typeof key !== 'string' || key === '' || value == null || !this.#span.isRecording()) return this;
      this.#span.setAttribute(key, value);
    } catch {
      // As in #try, without its closure: this is the method that is called most.
    }
    return this;
  }

  setAttributes(attributes: Attributes): this {
    return this.#try(() => {
      for (const key of Object.keys(attributes)) this.setAttribute(key, attributes[key] as AttributeValue);
    });
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    return this.#try(() => this.#span.addEvent(readText(name), attributesOrTime, time));
  }

  addLink(link: Link): this {
    return this.#try(() => {
      const copy = readLink(link);
      if (copy !== undefined) this.#span.addLink(copy);
    });
  }

  addLinks(links: Link[]): this {
    return this.#try(() => links.forEach((link) => this.addLink(link)));
  }

  setStatus(status: SpanStatus): this {
    return this.#try(() => {
      const { code, message } = status;
      if (code !== 0 && code !== 1 && code !== 2) return;
      this.#span.setStatus(typeof message === 'string' ? { code, message } : { code });
    });
  }

  updateName(name: string): this {
    return this.#try(() => this.#span.updateName(readText(name)));
  }

  recordException(exception: Exception, time?: TimeInput): void {
    this.#try(() => {
      const { type, message, stack } = describeException(exception);
      const attributes: Attributes = { 'exception.type': type, 'exception.message': message };
      if (stack !== undefined) attributes['exception.stacktrace'] = stack;
      this.#span.addEvent('exception', attributes, time);
    });
  }

  end(endTime?: TimeInput): void {
    if (endTime === undefined) return this.#end();
    this.#try(() => this.#span.end(endTime));
    // A time that cannot be read must not keep the span open.
    this.#end();
  }

  #end(): void {
    try {
      if (this.#span.isRecording()) this.#span.end();
    } catch {
      // As in #try.
    }
  }

  #try(act: () => void): this {
    try {
      if (this.#span.isRecording()) act();
    } catch {
      // The caller asked for something that has no meaning; there is nobody to tell.
    }
    return this;
  }
}

/** Returns a name as text, whatever was given. */
export function readText(name: unknown): string {
  return typeof name === 'string' ? name : String(name);
}

/** Returns a copy of a link that leads to a valid span, so that a getter is read once; anything else gives undefined. */
export function readLink(link: Link): Link | undefined {
  const { context, attributes } = link;
  const { traceId, spanId, traceFlags, traceState } = context;
  const copy: SpanContext = { traceId, spanId, traceFlags: Number(traceFlags) & 1 };
  if (traceState !== undefined) copy.traceState = traceState;
  if (typeof traceId !== 'string' || typeof spanId !== 'string' || !isSpanContextValid(copy))
    return undefined;
  return attributes === undefined ? { context: copy } : { context: copy, attributes };
}
