import type { KubernetesConfig } from '../catalog/kubernetes-config.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { TricordError } from '../errors.js';
import type { GeneratedFile } from './generated-file.js';
import { generateChart, generateKustomization } from './kubernetes/bundle.js';
import { generateCanary } from './kubernetes/canary.js';
import { generateDashboardObjects } from './kubernetes/dashboard-objects.js';
import { generateMonitors } from './kubernetes/monitors.js';
import { renderObject } from './kubernetes/object-file.js';
import { generatePodTemplate } from './kubernetes/pod-template.js';
import { generateRuleObjects } from './kubernetes/rule-objects.js';
import { generateScaling } from './kubernetes/scaling.js';
import { generateKubeStateMetrics, generateScrapeSnippet } from './kubernetes/snippets.js';

/**
 * Returns what Kubernetes should know of a service, below `kubernetes/`: the patch of its pod template and, when
 * `generate.kubernetes` is configured, the objects that carry `others`, its rules and boards, to those who read them.
 * Throws a `TRI_GENERATE_…` error for what the cluster would refuse or scrape twice.
 */
export function generateKubernetes(
  catalog: ServiceCatalog,
  others: readonly GeneratedFile[] = [],
): GeneratedFile[] {
  const { config } = catalog;
  const { kubernetes } = config.generate ?? {};
  const podTemplate = generatePodTemplate(catalog);
  if (kubernetes === undefined) return podTemplate;
  assertOneDiscovery(catalog, kubernetes);
  const { name } = config.service;
  const byOperator = kubernetes.discovery === 'operator';
  const scaling = generateScaling(catalog, kubernetes);
  const canary = generateCanary(catalog, kubernetes);
  const objects = [
    ...(byOperator ? generateMonitors(catalog, kubernetes) : []),
    ...(byOperator ? generateRuleObjects(name, others) : []),
    ...generateDashboardObjects(name, others, kubernetes),
    ...scaling.objects,
    ...canary.objects,
  ].map((object) => renderObject(object, kubernetes));
  return [
    ...podTemplate,
    ...objects,
    ...scaling.snippets,
    ...canary.snippets,
    ...(byOperator ? [] : [generateScrapeSnippet(catalog)]),
    generateKubeStateMetrics(catalog, others),
    ...generateKustomization(objects),
    ...(kubernetes.chart === true ? generateChart(name, objects) : []),
  ];
}

/** A pod that is found in two ways is scraped twice, and every sum over its service doubles. */
function assertOneDiscovery({ config }: ServiceCatalog, kubernetes: KubernetesConfig): void {
  const { discovery = 'annotations', monitor, scrapeInterval } = kubernetes;
  const { scrape } = config.generate ?? {};
  const stray =
    discovery === 'annotations'
      ? [
          [monitor, 'monitor'],
          [scrapeInterval, 'scrapeInterval'],
          [scrape === 'operator' ? scrape : undefined, 'scrape'],
        ].find(([value]) => value !== undefined)
      : [scrape === undefined || scrape === 'operator' ? undefined : scrape, 'scrape'];
  if (stray?.[0] === undefined) return;
  const [value, key = ''] = stray;
  throw new TricordError('TRI_GENERATE_TWO_DISCOVERIES', { discovery, key, value: value ?? '' });
}
