import { type Conventions, resolveConventions } from '../conventions.js';
import { frameworkMetrics, operations } from './index.js';
import type { OperationEntry } from './define-operation.js';
import type { FrameworkMetric, MetricDefinition } from './metric-definition.js';
import type { ServiceConfig } from './service-config.js';

/** Everything a service can emit, and by which conventions: what checks and generators work from. */
export interface ServiceCatalog {
  readonly config: ServiceConfig;
  readonly conventions: Conventions;
  /** Metrics of the framework, then the service's own by name. */
  readonly metrics: readonly (FrameworkMetric | MetricDefinition)[];
  readonly operations: readonly OperationEntry[];
}

/** Joins the framework's catalog with what a service declares. */
export function createServiceCatalog(config: ServiceConfig, own: readonly MetricDefinition[]): ServiceCatalog {
  const sorted = [...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.freeze({
    config,
    conventions: resolveConventions(config.conventions),
    metrics: [...frameworkMetrics, ...sorted],
    operations,
  });
}
