import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import type { KubernetesConfig } from '../../src/catalog/kubernetes-config.js';
import { createServiceCatalog, type ServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';

const metrics = [
  defineCounter({
    name: 'custom_orders_created_total',
    help: 'Orders.',
    labels: { channel: ['web', 'app'] },
  }),
  defineGauge({ name: 'custom_queue_depth_ratio', help: 'How full the queue is.' }),
  defineHistogram({ name: 'custom_checkout_seconds', help: 'Time of a checkout.' }),
];

/** Returns the catalog of a shop that runs in Kubernetes as a test wants it. */
export function createKubernetesService(
  kubernetes: KubernetesConfig,
  { generate, ...others }: Partial<ServiceConfig> = {},
): ServiceCatalog {
  const config: ServiceConfig = {
    service: { name: 'order-service', environment: 'demo' },
    slos: [
      { name: 'orders', kind: 'availability', objective: 99.9, operation: 'http.server.request' },
      {
        name: 'fast',
        kind: 'latency',
        objective: 99,
        thresholdSeconds: 0.5,
        operation: 'http.server.request',
      },
    ],
    ...others,
    generate: { ...generate, kubernetes },
  };
  return createServiceCatalog(config, metrics);
}
