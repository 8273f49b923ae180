import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { TricordError } from '../../errors.js';
import type { GeneratedFile } from '../generated-file.js';
import { generatedComment } from './object-file.js';
import { renderYaml } from '../render-yaml.js';

/** Where the downward API finds what a process should know of its pod. */
const downwardFields = {
  POD_NAME: 'metadata.name',
  POD_NAMESPACE: 'metadata.namespace',
  POD_UID: 'metadata.uid',
  POD_IP: 'status.podIP',
  NODE_NAME: 'spec.nodeName',
  // The governor listens on the loopback address by default, which Prometheus cannot reach.
  TRICORD_GOVERNOR_HOST: 'status.podIP',
} as const;

/**
 * Returns `kubernetes/pod-template.patch.yaml`, a strategic merge patch of the service's Deployment: the labels and
 * annotations Prometheus discovers a pod by, the governor's port, and what the process should know of its pod. Throws
 * `TRI_GENERATE_INVALID_LABEL` when name or environment cannot be a label.
 */
export function generatePodTemplate({ config, conventions }: ServiceCatalog): GeneratedFile[] {
  const { name, environment = 'pro', governorPort = conventions.scrape.port } = config.service;
  const port = String(governorPort);
  const labels = {
    app: checkedLabel('app', name),
    enable: 'true',
    version: checkedLabel('version', environment),
  };
  // A monitor of the operator finds the port by its name; annotations would have the pods scraped twice.
  const byOperator = config.generate?.kubernetes?.discovery === 'operator';
  const annotations = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': port,
    'prometheus.io/path': conventions.scrape.path,
  };
  const fields = Object.entries(downwardFields).map(([variable, fieldPath]) => ({
    name: variable,
    valueFrom: { fieldRef: { fieldPath } },
  }));
  const container = {
    name,
    ports: [{ name: 'metrics', containerPort: governorPort, protocol: 'TCP' }],
    env: [
      ...fields,
      { name: 'TRICORD_GOVERNOR_PORT', value: port },
      // Metrics and probes only: a token for more is the team's to mount.
      { name: 'TRICORD_GOVERNOR_READ_ONLY', value: 'true' },
    ],
  };
  const patch = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      template: {
        metadata: byOperator ? { labels } : { labels, annotations },
        spec: { containers: [container] },
      },
    },
  };

  return [{ path: 'kubernetes/pod-template.patch.yaml', content: renderYaml(patch, generatedComment) }];
}

function checkedLabel(label: string, value: string): string {
  if (/^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(value)) return value;
  throw new TricordError('TRI_GENERATE_INVALID_LABEL', { label, value });
}
