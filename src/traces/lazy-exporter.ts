import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ExportResultCode } from './otel-core.js';

/** Returns an exporter whose modules are loaded with its first batch: a start pays neither for it nor for the others. */
export function createLazyExporter(load: () => Promise<SpanExporter>): SpanExporter {
  let loading: Promise<SpanExporter> | undefined;
  return {
    export(spans, done): void {
      loading ??= load();
      loading
        .then((exporter) => exporter.export(spans, done))
        .catch((error: Error) => done({ code: ExportResultCode.FAILED, error }));
    },
    shutdown: async () => (await loading)?.shutdown(),
  };
}
