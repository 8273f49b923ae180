import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { generateAlertmanager } from './alertmanager.js';
import { generateAlerts } from './alerts.js';
import { generateCatalogJson } from './catalog-json.js';
import { generateDashboards, type JsonnetSources } from './dashboards.js';
import type { GeneratedFile } from './generated-file.js';
import { generateJsonSchemas } from './json-schemas.js';
import { generateKubernetes } from './kubernetes.js';

/** Everything that reads a service's telemetry. */
export interface GeneratedService {
  /** By path; the same catalog gives the same bytes. */
  readonly files: readonly GeneratedFile[];
  /** `built-in`, or the path of the grafonnet that was used instead. */
  readonly grafonnet: string;
}

/**
 * Returns all files of a service, below the folders `alerts`, `dashboards`, `kubernetes` and `schemas`; nothing is written.
 * Throws a `TRI_GENERATE_…` error when the service's configuration cannot be turned into them.
 */
export function generateAll(catalog: ServiceCatalog, sources: JsonnetSources = {}): GeneratedService {
  const dashboards = generateDashboards(catalog, sources);
  const made = [
    generateCatalogJson(catalog),
    ...generateJsonSchemas(catalog),
    ...generateAlerts(catalog, sources),
    ...generateAlertmanager(catalog),
    ...dashboards.files,
  ];
  const files = [...made, ...generateKubernetes(catalog, made)];
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), grafonnet: dashboards.library };
}
