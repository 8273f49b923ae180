export { createDefiners, defineCounter, defineGauge, defineHistogram } from './catalog/define-metric.js';
export { defineOperation, type OperationEntry } from './catalog/define-operation.js';
export type { LabelSpecs, LabelValues, MetricDefinition } from './catalog/metric-definition.js';
export { errorOutcome, grpcOutcome, httpOutcome, okOutcome, type Outcome } from './catalog/outcome.js';
export { type AlertOverride, defineConfig, type ServiceConfig } from './catalog/service-config.js';
export { type ConventionOverrides, type Conventions, defaultConventions } from './conventions.js';
export { type ErrorCode, TricordError } from './errors.js';
export { createGovernor, type Governor, type GovernorOptions } from './governor/index.js';
export type { Logger } from './logs/index.js';
export { type Operation, type OperationStart, startOperation } from './operation.js';
export type { ComponentSettings, SettingChange, Settings, SettingsInput } from './settings/index.js';
export { drainServer } from './drain-server.js';
export { jobHandler, queueHandler, type QueueOptions } from './job-handlers.js';
export { type LifecycleOptions, shutdownWithProcess } from './lifecycle.js';
export { aggregateProcesses, type AggregationOptions } from './process-metrics.js';
export {
  bindContext,
  type Caller,
  type Carrier,
  extractContext,
  injectContext,
  withExtras,
} from './propagation.js';
export {
  bizCode,
  type BizCodeParts,
  defineError,
  type DefinedError,
  newError,
  parseBizCode,
  parseError,
  StatusError,
  type StatusErrorOptions,
} from './status/index.js';
export { createTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.js';
export { type OperationFacts, withOperation } from './with-operation.js';
