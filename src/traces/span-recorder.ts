import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** A span as a test sees it. */
export interface RecordedSpan {
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly failed: boolean;
  readonly events: readonly string[];
  /** Ids of the spans it links. */
  readonly links: readonly string[];
}

/** An exporter that keeps what it is given. */
export interface SpanRecorder {
  readonly exporter: SpanExporter;
  spans(): RecordedSpan[];
}

const kinds = {
  [SpanKind.INTERNAL]: 'internal',
  [SpanKind.SERVER]: 'server',
  [SpanKind.CLIENT]: 'client',
  [SpanKind.PRODUCER]: 'producer',
  [SpanKind.CONSUMER]: 'consumer',
} as const;

/** Returns an exporter for tests. */
export function createSpanRecorder(): SpanRecorder {
  const recorded: RecordedSpan[] = [];
  return {
    exporter: {
      export(spans, done) {
        recorded.push(...spans.map(readSpan));
        done({ code: 0 });
      },
      shutdown: async () => {},
    },
    spans: () => [...recorded],
  };
}

function readSpan(span: ReadableSpan): RecordedSpan {
  const { traceId, spanId } = span.spanContext();
  return {
    name: span.name,
    kind: kinds[span.kind],
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    attributes: { ...span.attributes },
    failed: span.status.code === SpanStatusCode.ERROR,
    events: span.events.map((event) => event.name),
    links: span.links.map((link) => link.context.spanId),
  };
}
