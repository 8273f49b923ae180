import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import type { ScrapeProfile, ServiceConfig } from '../../catalog/service-config.js';

/** What the scrape calls the labels it attaches to a target. */
export interface TargetLabels {
  readonly namespace: string;
  readonly pod: string;
  /** The service, from the pod label `app`. */
  readonly app: string;
  /** The environment, from the pod label `version`. */
  readonly version: string;
  /** Address of the pod. */
  readonly instance: string;
  readonly job: string;
}

const helm: TargetLabels = {
  namespace: 'namespace',
  pod: 'pod',
  app: 'app',
  version: 'version',
  instance: 'instance',
  job: 'job',
};

/** The names of each way to scrape. */
export const targetLabelProfiles: Readonly<Record<ScrapeProfile, TargetLabels>> = {
  helm,
  operator: helm,
  'helm-legacy': { ...helm, namespace: 'kubernetes_namespace', pod: 'kubernetes_pod_name' },
};

/** Returns by whose labels the series of a service are found. */
export function scrapeProfileOf({ generate = {} }: ServiceConfig): ScrapeProfile {
  const { scrape, kubernetes } = generate;
  return scrape ?? (kubernetes?.discovery === 'operator' ? 'operator' : 'helm');
}

/** Returns what the scrape of a service calls the labels it attaches. */
export function targetLabelsOf({ config }: ServiceCatalog): TargetLabels {
  return targetLabelProfiles[scrapeProfileOf(config)];
}
