import type { KubernetesConfig } from '../../catalog/kubernetes-config.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import type { KubernetesObject } from './object-file.js';

/** Returns the object that tells the Prometheus operator of the service's pods, and the Service it needs for that. */
export function generateMonitors(catalog: ServiceCatalog, kubernetes: KubernetesConfig): KubernetesObject[] {
  const { config, conventions } = catalog;
  const { name, governorPort = conventions.scrape.port } = config.service;
  const { scrapeInterval, monitor = 'pod' } = kubernetes;
  const labels = { app: name };
  const endpoint = {
    port: 'metrics',
    path: conventions.scrape.path,
    ...(scrapeInterval === undefined ? {} : { interval: scrapeInterval }),
  };
  const podTargetLabels = scrapedPodLabels(catalog);
  const apiVersion = 'monitoring.coreos.com/v1';
  if (monitor === 'pod') {
    const spec = { selector: { matchLabels: labels }, podTargetLabels, podMetricsEndpoints: [endpoint] };
    return [{ apiVersion, kind: 'PodMonitor', metadata: { name }, spec }];
  }
  const metrics = `${name}-metrics`;
  const port = { name: 'metrics', port: governorPort, targetPort: 'metrics', protocol: 'TCP' };
  // Headless, and found by a label of its own: the Service that callers use has the same selector.
  const own = { 'app.kubernetes.io/component': metrics };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: metrics, labels: own },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [port] },
    },
    {
      apiVersion,
      kind: 'ServiceMonitor',
      metadata: { name },
      spec: { selector: { matchLabels: own }, podTargetLabels, endpoints: [endpoint] },
    },
  ];
}

/** Returns the pod labels that become labels of series: those of the conventions, and the hash of the version. */
export function scrapedPodLabels({ config, conventions }: ServiceCatalog): string[] {
  const rollouts = config.generate?.kubernetes?.canary?.by === 'argo' ? ['rollouts-pod-template-hash'] : [];
  return [...conventions.scrape.podLabels, 'pod-template-hash', ...rollouts];
}
