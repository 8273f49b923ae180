import { createRequire } from 'node:module';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { TricordError } from '../errors.js';
import type { Report } from './attach-diagnostics.js';
import { createLazyExporter } from './lazy-exporter.js';
import { parseOtlpEndpoint } from './otlp-endpoint.js';
import { readTls, type TlsFiles } from './read-tls.js';

/** Where spans go: an OTLP collector, Jaeger, the terminal, or an exporter of the user's own. */
export type TraceExporterOptions =
  | {
      readonly kind: 'otlp-http';
      /** `http://host:4318`, a full URL, or `host:port`. */
      readonly endpoint: string;
      /** @default 'json' */
      readonly protocol?: 'json' | 'protobuf';
      readonly headers?: Readonly<Record<string, string>>;
      /** Milliseconds one export may take. @default 10000 */
      readonly timeoutMs?: number;
      /** @default 'none' */
      readonly compression?: 'none' | 'gzip';
      readonly tls?: TlsFiles;
    }
  | {
      /** Needs the package @grpc/grpc-js. */
      readonly kind: 'otlp-grpc';
      /** `host:4317`, or a URL whose scheme says whether it is encrypted. */
      readonly endpoint: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** @default 10000 */
      readonly timeoutMs?: number;
      /** @default 'none' */
      readonly compression?: 'none' | 'gzip';
      readonly tls?: TlsFiles;
    }
  | {
      /** Needs the package @opentelemetry/exporter-jaeger. */
      readonly kind: 'jaeger';
      /** `http://host:14268/api/traces`, or the agent's `host:6832`. @default OTEL_EXPORTER_JAEGER_*, else the agent here */
      readonly endpoint?: string;
    }
  | {
      readonly kind: 'console';
      /** @default to stderr */
      readonly write?: (text: string) => void;
    }
  | { readonly kind: 'custom'; readonly exporter: SpanExporter };

/** Milliseconds that one export may take. */
export const exportTimeoutMs = 10_000;

/**
 * Checks where spans go and returns what opens it; throws `TRI_TRACES_INVALID_ENDPOINT` or `TRI_TRACES_MISSING_PACKAGE`
 * before anything is attached.
 */
export function openExporter(options: TraceExporterOptions): (report: Report) => SpanExporter {
  if (options.kind === 'custom') return () => options.exporter;
  if (options.kind === 'console') {
    const { write } = options;
    return () =>
      createLazyExporter(async () =>
        (await import('./create-console-exporter.js')).createConsoleExporter(write),
      );
  }
  if (options.kind === 'jaeger') {
    assertInstalled('@opentelemetry/exporter-jaeger', 'Jaeger');
    const { endpoint = '' } = options;
    if (endpoint !== '') parseOtlpEndpoint(endpoint);
    return () =>
      createLazyExporter(async () =>
        (await import('./create-jaeger-exporter.js')).createJaegerExporter({ endpoint }),
      );
  }
  return openOtlp(options);
}

type OtlpOptions = Extract<TraceExporterOptions, { readonly kind: 'otlp-http' | 'otlp-grpc' }>;

function openOtlp(options: OtlpOptions): (report: Report) => SpanExporter {
  const { endpoint, headers = {}, timeoutMs = exportTimeoutMs, compression = 'none' } = options;
  const url = parseOtlpEndpoint(endpoint);
  const way = { url, headers, timeoutMs, isPacked: compression === 'gzip', tls: readTls(options.tls) };
  if (options.kind === 'otlp-grpc') {
    assertInstalled('@grpc/grpc-js', 'OTLP over gRPC');
    return () =>
      createLazyExporter(async () => (await import('./create-grpc-exporter.js')).createGrpcExporter(way));
  }
  const { protocol = 'json' } = options;
  return (report) => {
    if (url.port === '4317') {
      report(
        'warn',
        'The OTLP endpoint has port 4317, where collectors expect gRPC; OTLP over HTTP is at 4318.',
      );
    }
    return createLazyExporter(async () =>
      (await import('./create-otlp-exporter.js')).createOtlpExporter({ ...way, protocol, report }),
    );
  };
}

function assertInstalled(name: string, purpose: string): void {
  try {
    createRequire(import.meta.url).resolve(name);
  } catch {
    throw new TricordError('TRI_TRACES_MISSING_PACKAGE', { name, purpose });
  }
}
