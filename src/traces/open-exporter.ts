import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Report } from './attach-diagnostics.js';
import { createOtlpExporter } from './create-otlp-exporter.js';
import { parseOtlpEndpoint } from './otlp-endpoint.js';

/** Where spans go: OTLP over HTTP (`http://host:4318`, a full URL, or `host:port`), or an exporter of the user's own. */
export type TraceExporterOptions =
  | {
      readonly kind: 'otlp-http';
      readonly endpoint: string;
      /** @default 'json' */
      readonly protocol?: 'json' | 'protobuf';
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'custom'; readonly exporter: SpanExporter };

/** Milliseconds that one export may take. */
export const exportTimeoutMs = 10_000;

/** Checks where spans go and returns what opens it; throws `TRI_TRACES_INVALID_ENDPOINT` before anything is attached. */
export function openExporter(options: TraceExporterOptions): (report: Report) => SpanExporter {
  if (options.kind === 'custom') return () => options.exporter;
  const { endpoint, protocol = 'json', headers = {} } = options;
  const url = parseOtlpEndpoint(endpoint);
  return (report) => {
    if (url.port === '4317') {
      report(
        'warn',
        'The OTLP endpoint has port 4317, where collectors expect gRPC; OTLP over HTTP is at 4318.',
      );
    }
    return createOtlpExporter({ url, protocol, headers, timeoutMs: exportTimeoutMs, report });
  };
}
