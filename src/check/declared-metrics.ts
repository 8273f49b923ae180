import { fullName } from '../catalog/define-metric.js';
import type { FrameworkMetric, MetricDefinition } from '../catalog/metric-definition.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';

/** What a catalog declares, by the names that pages and queries use. */
export interface DeclaredMetrics {
  /** Full names of all metrics. */
  readonly names: readonly string[];
  find(name: string): FrameworkMetric | MetricDefinition | undefined;
  /** Whether a name claims to be declared here; user metrics do once the service lists its modules. */
  owns(name: string): boolean;
}

/** Indexes a catalog by name. */
export function createDeclaredMetrics(catalog: ServiceCatalog): DeclaredMetrics {
  const { conventions, metrics, config } = catalog;
  const byName = new Map(metrics.map((metric) => [fullName(metric, conventions), metric]));
  const prefixes = [
    `${conventions.namespace}_`,
    ...(config.metrics === undefined ? [] : [conventions.userPrefix]),
  ];
  return {
    names: [...byName.keys()],
    find: (name) => byName.get(name),
    owns: (name) => prefixes.some((prefix) => name.startsWith(prefix)),
  };
}
