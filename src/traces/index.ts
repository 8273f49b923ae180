export type { SpanCounts } from './accounted-span-processor.js';
export { createTraces } from './create-traces.js';
export type { EdgeOptions } from './edge.js';
export type { ExportVerdict } from './export-verdict.js';
export type { OperationSpan, OperationSpanEnd } from './local-span.js';
export type { TraceExporterOptions } from './open-exporter.js';
export type { SamplingRules } from './sampling-rules.js';
export type { SpanLimits } from './span-limits.js';
export type { OperationSpanStart, TraceContext, Traces, TracesOptions } from './traces.js';
