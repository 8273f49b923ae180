import { createRequire } from 'node:module';
import type * as JaegerPackage from '@opentelemetry/exporter-jaeger';
import { ExportResultCode, type ExportResult } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { ExportVerdict } from './export-verdict.js';
import { sizeOf } from './span-values.js';

/** Where spans are sent as Jaeger's Thrift: a collector by HTTP, or an agent by UDP. */
export interface JaegerExporterOptions {
  /** `http://host:14268/api/traces`, or `host:6832`; OTEL_EXPORTER_JAEGER_* decide when it is empty. */
  readonly endpoint: string;
}

/** A datagram holds 65,000 bytes, and Jaeger's client gives up the whole batch at a span that does not fit. */
const maxDatagramBytes = 60_000;

/** Bytes of Thrift around a text or number. */
const partBytes = 16;

/**
 * Returns OTel's exporter for Jaeger, whose verdict is made whole: a collector that was not reached may be tried again, and
 * a span that no datagram can hold is rejected alone.
 */
export function createJaegerExporter({ endpoint }: JaegerExporterOptions): SpanExporter {
  const { JaegerExporter } = createRequire(import.meta.url)(
    '@opentelemetry/exporter-jaeger',
  ) as typeof JaegerPackage;
  const isHttp =
    endpoint.includes('://') ||
    (endpoint === '' && process.env['OTEL_EXPORTER_JAEGER_ENDPOINT'] !== undefined);
  const exporter = new JaegerExporter({
    ...readAddress(endpoint),
    flushTimeout: 200,
    maxSpanBatchSize: 100_000,
  } as object);
  return {
    export(spans: ReadableSpan[], done: (verdict: ExportVerdict) => void): void {
      const fit = isHttp ? spans : spans.filter((span) => datagramBytes(span) <= maxDatagramBytes);
      if (fit.length === 0) return done(judge({ code: ExportResultCode.SUCCESS }, spans.length));
      exporter.export(fit, (result) => done(judge(result, spans.length - fit.length)));
    },
    shutdown: () => exporter.shutdown(),
  };
}

function readAddress(endpoint: string): object {
  if (endpoint === '') return {};
  if (endpoint.includes('://')) return { endpoint };
  const at = endpoint.lastIndexOf(':');
  return { host: endpoint.slice(0, at), port: Number(endpoint.slice(at + 1)) };
}

function judge(result: ExportResult, rejected: number): ExportVerdict {
  if (result.code !== ExportResultCode.SUCCESS) return { ...result, retryable: mayRetry(result.error) };
  if (rejected === 0) return result;
  const error = new Error('too large for a datagram of the agent');
  return { ...result, error, rejectedSpans: rejected };
}

/** Jaeger's client tells statuses in words only; what it does not call refused was not reached. */
function mayRetry(error: Error | undefined): boolean {
  return !/responded with HTTP 4(?!29)\d\d/.test(error?.message ?? '');
}

function datagramBytes({ name, attributes, events, links, status }: ReadableSpan): number {
  const of = (parts: object | undefined): number =>
    Object.entries(parts ?? {}).reduce(
      (sum, [key, value]) => sum + key.length + sizeOf(value) + partBytes,
      0,
    );
  const inEvents = events.reduce(
    (sum, event) => sum + event.name.length + of(event.attributes) + partBytes,
    0,
  );
  return 200 + sizeOf(name) + sizeOf(status.message ?? '') + of(attributes) + inEvents + links.length * 64;
}
