import type { Link, Span, SpanContext } from '@opentelemetry/api';

/** A span that records nothing, whatever it is told. */
export abstract class SilentSpan implements Span {
  abstract spanContext(): SpanContext;

  isRecording(): boolean {
    return false;
  }

  setAttribute(_key?: string, _value?: unknown): this {
    return this;
  }

  setAttributes(_attributes?: unknown): this {
    return this;
  }

  addEvent(_name?: string, _attributesOrTime?: unknown, _time?: unknown): this {
    return this;
  }

  addLink(_link?: Link): this {
    return this;
  }

  addLinks(_links?: Link[]): this {
    return this;
  }

  setStatus(_status?: unknown): this {
    return this;
  }

  updateName(_name?: string): this {
    return this;
  }

  recordException(_exception?: unknown, _time?: unknown): void {}

  end(_endTime?: unknown): void {}
}
