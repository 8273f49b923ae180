export type { SpanCounts } from './accounted-span-processor.js';
export {
  createTraces,
  type OperationSpanStart,
  type TraceContext,
  type Traces,
  type TracesOptions,
} from './create-traces.js';
export type { ExportVerdict } from './export-verdict.js';
export type { OperationSpan, OperationSpanEnd } from './operation-span.js';
export type { TraceExporterOptions } from './open-exporter.js';
