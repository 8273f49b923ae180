import { ExportResultCode, type ExportResult } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Report } from './attach-diagnostics.js';
import type { ExportVerdict } from './export-verdict.js';
import { createOtlpJson } from './otlp-json.js';
import { createOtlpProtobuf } from './otlp-protobuf.js';
import type { OtlpFormat } from './otlp-span.js';
import type { TlsOptions } from './read-tls.js';
import { printable } from './printable.js';
import { createOtlpTransport, type OtlpReply } from './otlp-transport.js';

/** Where and how spans are sent over OTLP/HTTP. */
export interface OtlpExporterOptions {
  readonly url: URL;
  readonly protocol: 'json' | 'protobuf';
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Whether bodies are sent as gzip. */
  readonly isPacked: boolean;
  readonly tls: TlsOptions;
  readonly report: Report;
}

/**
 * Returns an exporter for OTLP/HTTP. It sends once and tells the processor what it needs to account for every span:
 * whether a failure may be retried, how long the collector wants to rest, how many spans it rejected. The stock
 * exporters keep that to themselves, and their own retries keep a process alive that wants to end.
 */
export function createOtlpExporter(options: OtlpExporterOptions): SpanExporter {
  const { protocol, report } = options;
  const format = protocol === 'json' ? createOtlpJson() : createOtlpProtobuf();
  const transport = createOtlpTransport({ ...options, contentType: format.contentType });
  const send = async (spans: ReadableSpan[]): Promise<ExportVerdict> =>
    readReply(await transport.post(format.encode(spans)), format, report);
  return {
    export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
      send(spans).then(done, (error: unknown) =>
        done(failed(error instanceof Error ? error.message : 'unreadable')),
      );
    },
    shutdown: async () => transport.close(),
  };
}

/** OTLP 1.x: 2xx is success, perhaps partial; 429, 502, 503 and 504 may be retried; everything else is final. */
function readReply(reply: OtlpReply, format: OtlpFormat, report: Report): ExportVerdict {
  if (reply.status === undefined) return { retryable: true, ...failed(reply.reason) };
  if (reply.status >= 200 && reply.status < 300) return readSuccess(reply.body, format, report);
  const verdict = failed(`HTTP ${reply.status} ${printable(reply.body)}`);
  if (![429, 502, 503, 504].includes(reply.status)) return verdict;
  return {
    retryable: true,
    ...verdict,
    ...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }),
  };
}

function readSuccess(body: Buffer, format: OtlpFormat, report: Report): ExportVerdict {
  try {
    const partial = body.length === 0 ? undefined : format.decodeReply(body);
    if (partial === undefined) return { code: ExportResultCode.SUCCESS };
    const error = new Error(printable(Buffer.from(partial.errorMessage)));
    return { code: ExportResultCode.SUCCESS, error, rejectedSpans: partial.rejectedSpans };
  } catch {
    report('warn', 'The collector accepted spans with a reply that cannot be read.');
    return { code: ExportResultCode.SUCCESS };
  }
}

function failed(reason: string): ExportVerdict {
  return { code: ExportResultCode.FAILED, error: new Error(reason) };
}
