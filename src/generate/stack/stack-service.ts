import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import type { GeneratedFile } from '../generated-file.js';

/** A service that a stack watches, and what was generated of it. */
export interface StackService {
  readonly catalog: ServiceCatalog;
  readonly files: readonly GeneratedFile[];
}

/** Uids of the data sources; the boards choose theirs by them. */
export const dataSourceUids = {
  prometheus: 'tricord-prometheus',
  alertmanager: 'tricord-alertmanager',
  jaeger: 'tricord-jaeger',
  loki: 'tricord-loki',
} as const;

/** Returns what Grafana calls a data source; one of somebody else's that is called plain `Loki` stays his. */
export function dataSourceName(id: keyof typeof dataSourceUids): string {
  return `Tricord ${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}

/** Variables of Grafana's environment that say where each of them is served. */
export const dataSourceVariables = {
  prometheus: 'PROMETHEUS_URL',
  alertmanager: 'ALERTMANAGER_URL',
  jaeger: 'JAEGER_URL',
  loki: 'LOKI_URL',
} as const;

/** Returns each value once, in the order of their first appearance. */
export function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

/** Returns the files of a folder of what was generated of a service, under their names in another one. */
export function moveFiles(
  { files }: StackService,
  from: string,
  to: (name: string) => string,
): GeneratedFile[] {
  return files.flatMap(({ path, content }) =>
    path.startsWith(from) ? [{ path: to(path.slice(from.length)), content }] : [],
  );
}
