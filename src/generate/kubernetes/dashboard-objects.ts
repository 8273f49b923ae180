import { basename } from 'node:path';
import type { KubernetesConfig } from '../../catalog/kubernetes-config.js';
import type { GeneratedFile } from '../generated-file.js';
import type { KubernetesObject } from './object-file.js';

/** Bytes above which a board is written without its indentation; below, people read the difference of two versions. */
const prettyLimit = 200_000;

/** Returns the boards of a service as objects that a Grafana in the cluster picks up. */
export function generateDashboardObjects(
  service: string,
  files: readonly GeneratedFile[],
  kubernetes: KubernetesConfig,
): KubernetesObject[] {
  const { dashboards = 'config-map' } = kubernetes;
  if (dashboards === 'none') return [];
  const boards = files.filter(({ path }) => path.startsWith('dashboards/'));
  return boards.map(({ path, content }) => {
    const board = basename(path, '.json');
    const json = content.length > prettyLimit ? `${JSON.stringify(JSON.parse(content))}\n` : content;
    const metadata = { name: `${service}-board-${board}` };
    return dashboards === 'config-map'
      ? configMap(metadata, { [`${service}-${board}.json`]: json }, kubernetes)
      : grafanaDashboard(metadata, json, kubernetes);
  });
}

/** The sidecar of Grafana's chart puts all of them into one folder, so each key names the service too. */
function configMap(
  metadata: KubernetesObject['metadata'],
  data: Readonly<Record<string, string>>,
  { grafanaFolder }: KubernetesConfig,
): KubernetesObject {
  const annotations = grafanaFolder === undefined ? {} : { annotations: { grafana_folder: grafanaFolder } };
  const labels = { grafana_dashboard: '1' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, labels, ...annotations }, data };
}

function grafanaDashboard(
  metadata: KubernetesObject['metadata'],
  json: string,
  { grafanaFolder, grafanaSelector = { dashboards: 'grafana' } }: KubernetesConfig,
): KubernetesObject {
  return {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDashboard',
    metadata,
    spec: {
      instanceSelector: { matchLabels: grafanaSelector },
      ...(grafanaFolder === undefined ? {} : { folder: grafanaFolder }),
      json,
    },
  };
}
