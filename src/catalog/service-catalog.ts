import { type Conventions, resolveConventions } from '../conventions.js';
import { TricordError } from '../errors.js';
import { assertFollows } from './define-metric.js';
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

/**
 * Joins the framework's catalog with what a service declares.
 * Throws `TRI_CATALOG_UNKNOWN_OPERATION` when the service names an operation that the catalog lacks, and
 * `TRI_CATALOG_INVALID_METRIC` when a metric breaks the service's own conventions.
 */
export function createServiceCatalog(
  config: ServiceConfig,
  own: readonly MetricDefinition[],
): ServiceCatalog {
  const sorted = [...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  const conventions = resolveConventions(config.conventions);
  for (const metric of sorted) assertFollows(metric, conventions);
  return Object.freeze({
    config,
    conventions,
    metrics: [...frameworkMetrics, ...sorted],
    operations: config.operations?.map(findOperation) ?? operations,
  });
}

function findOperation(name: string): OperationEntry {
  const found = operations.find((operation) => operation.name === name);
  if (found !== undefined) return found;
  const known = operations.map((operation) => operation.name).join(', ');
  throw new TricordError('TRI_CATALOG_UNKNOWN_OPERATION', { name, known });
}
