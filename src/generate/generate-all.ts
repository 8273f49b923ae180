import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { generateAlerts } from './alerts.js';
import { generateCatalogJson } from './catalog-json.js';
import { generateDashboards } from './dashboards.js';
import type { GeneratedFile } from './generated-file.js';
import { generateJsonSchemas } from './json-schemas.js';
import { generateKubernetes } from './kubernetes.js';

/** What a service may say about how its files are made. */
export interface GenerateOptions {
  /** Folders in which jsonnet imports are looked for before the package's own, best first. */
  readonly jsonnetPath?: readonly string[];
}

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
export function generateAll(
  catalog: ServiceCatalog,
  { jsonnetPath = [] }: GenerateOptions = {},
): GeneratedService {
  const dashboards = generateDashboards(catalog, { jsonnetPath });
  const files = [
    generateCatalogJson(catalog),
    ...generateJsonSchemas(catalog),
    ...generateAlerts(catalog),
    ...dashboards.files,
    ...generateKubernetes(catalog),
  ];
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), grafonnet: dashboards.library };
}
