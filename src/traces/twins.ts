import { type Attributes, SpanKind } from '@opentelemetry/api';
import type { OperationEntry } from '../catalog/define-operation.js';
import type { LocalSpan } from './local-span.js';

/** First word of an operation's name → how attributes of the same thing begin, whatever the age of the conventions. */
const families: Readonly<Record<string, RegExp>> = {
  http: /^(?:http|url)\./,
  grpc: /^rpc\./,
  sql: /^db\./,
  redis: /^db\./,
  mongo: /^db\./,
  kafka: /^messaging\./,
  amqp: /^messaging\./,
};

const kinds: Readonly<Record<string, SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/**
 * Tells which operation a span of OTel's SDK is about, when an adapter of ours and an instrumentation of OTel's see the
 * same call: the one that has started in the same synchronous run, of the same kind and family, and only once.
 */
export class Twins {
  #latest: { readonly span: LocalSpan; readonly entry: OperationEntry } | undefined;

  started(span: LocalSpan, entry: OperationEntry): void {
    if (this.#latest === undefined) queueMicrotask(() => (this.#latest = undefined));
    this.#latest = { span, entry };
  }

  take(kind: SpanKind, attributes: Attributes): LocalSpan | undefined {
    if (this.#latest === undefined) return undefined;
    const { span, entry } = this.#latest;
    const family = families[entry.name.split('.', 1)[0] ?? ''];
    if (family === undefined || kinds[entry.spanKind] !== kind) return undefined;
    if (!Object.keys(attributes).some((key) => family.test(key))) return undefined;
    this.#latest = undefined;
    return span;
  }
}
