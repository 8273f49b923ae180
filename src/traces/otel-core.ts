// By file, because the index of @opentelemetry/core loads all semantic conventions: 5 MB that no span needs. The package is
// pinned to one version, so its files are where they are; a test compares them with what the index exports.
export { W3CBaggagePropagator } from '@opentelemetry/core/build/src/baggage/propagation/W3CBaggagePropagator.js';
export { isAttributeValue } from '@opentelemetry/core/build/src/common/attributes.js';
export type { InstrumentationScope } from '@opentelemetry/core';
export { type ExportResult, ExportResultCode } from '@opentelemetry/core/build/src/ExportResult.js';
export {
  isTracingSuppressed,
  suppressTracing,
} from '@opentelemetry/core/build/src/trace/suppress-tracing.js';
export { TraceState } from '@opentelemetry/core/build/src/trace/TraceState.js';
