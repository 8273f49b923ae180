import { createRequire } from 'node:module';
import type * as Grpc from '@grpc/grpc-js';
import { ExportResultCode } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { ExportVerdict } from './export-verdict.js';
import { createOtlpProtobuf } from './otlp-protobuf.js';
import type { TlsOptions } from './read-tls.js';
import { printable } from './printable.js';
import { readFields } from './read-protobuf-reply.js';

/** Where and how spans are sent over OTLP/gRPC. */
export interface GrpcExporterOptions {
  /** `http` is plain text, as in OTLP's endpoints. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly isPacked: boolean;
  readonly tls: TlsOptions;
}

const method = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** Codes that OTLP lets a client retry; RESOURCE_EXHAUSTED only when the collector says when. */
const retryable = new Set([1, 4, 10, 11, 14, 15]);
const resourceExhausted = 8;

/** Returns an exporter for OTLP/gRPC over the user's own @grpc/grpc-js. It sends once, as the one over HTTP does. */
export function createGrpcExporter(options: GrpcExporterOptions): SpanExporter {
  const { url, headers, timeoutMs, isPacked, tls } = options;
  const grpc = createRequire(import.meta.url)('@grpc/grpc-js') as typeof Grpc;
  const isPlain = url.protocol === 'http:';
  const address = `${url.hostname}:${url.port === '' ? (isPlain ? '4317' : '443') : url.port}`;
  const credentials = isPlain
    ? grpc.credentials.createInsecure()
    : grpc.credentials.createSsl(tls.ca, tls.key, tls.cert);
  const client = new grpc.Client(address, credentials, {
    'grpc.default_compression_algorithm': grpc.compressionAlgorithms[isPacked ? 'gzip' : 'identity'],
  });
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  const { encode, decodeReply } = createOtlpProtobuf();
  const calls = new Set<Grpc.ClientUnaryCall>();
  return {
    export(spans: ReadableSpan[], done: (verdict: ExportVerdict) => void): void {
      const limits = { deadline: Date.now() + timeoutMs };
      const call = client.makeUnaryRequest(
        method,
        (body: Buffer) => body,
        decodeReply,
        encode(spans),
        metadata,
        limits,
        (error, partial) => {
          calls.delete(call);
          done(error === null ? succeeded(partial) : failed(error));
        },
      );
      calls.add(call);
    },
    shutdown: async () => {
      for (const call of calls) call.cancel();
      client.close();
    },
  };
}

function succeeded(partial: { rejectedSpans: number; errorMessage: string } | undefined): ExportVerdict {
  if (partial === undefined) return { code: ExportResultCode.SUCCESS };
  const error = new Error(printable(Buffer.from(partial.errorMessage)));
  return { code: ExportResultCode.SUCCESS, error, rejectedSpans: partial.rejectedSpans };
}

function failed({ code, details, metadata }: Grpc.ServiceError): ExportVerdict {
  const verdict = {
    code: ExportResultCode.FAILED,
    error: new Error(`gRPC ${code} ${printable(Buffer.from(details))}`),
  };
  const retryAfterMs = readRetryInfo(metadata?.get('grpc-status-details-bin')[0]);
  if (retryAfterMs !== undefined) return { retryable: true, retryAfterMs, ...verdict };
  return retryable.has(code) && code !== resourceExhausted ? { retryable: true, ...verdict } : verdict;
}

/** The delay in `google.rpc.Status { details = 3: Any { value = 2: RetryInfo { retry_delay = 1 { seconds, nanos } } } }`. */
function readRetryInfo(details: unknown): number | undefined {
  try {
    const inner = (bytes: unknown, field: number) => readFields(bytes as Buffer).get(field);
    const any = Buffer.isBuffer(details) ? inner(details, 3) : undefined;
    if (any === undefined || !String(inner(any, 1)).endsWith('/google.rpc.RetryInfo')) return undefined;
    const delay = readFields(inner(inner(any, 2), 1) as Buffer);
    return Number(delay.get(1) ?? 0) * 1000 + Number(delay.get(2) ?? 0) / 1e6;
  } catch {
    return undefined;
  }
}
