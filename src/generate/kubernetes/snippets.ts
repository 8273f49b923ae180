import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { annotatedPodsJob } from '../../scrape/chart-jobs.js';
import type { GeneratedFile } from '../generated-file.js';
import { renderYaml } from '../render-yaml.js';
import { scrapeProfileOf } from '../signals/target-labels.js';
import { scrapedPodLabels } from './monitors.js';
import { generatedComment } from './object-file.js';

/** Returns the job of prometheus.yml that reads the annotations of pods, for a Prometheus without the chart's jobs. */
export function generateScrapeSnippet(catalog: ServiceCatalog): GeneratedFile {
  const profile = scrapeProfileOf(catalog.config);
  const job = annotatedPodsJob(profile === 'helm-legacy' ? profile : 'helm', scrapedPodLabels(catalog));
  return snippet(
    'prometheus-scrape',
    { scrape_configs: [job] },
    'Of prometheus.yml; leave it out where the prometheus-community chart has its job `kubernetes-pods` already.',
  );
}

/** Returns the values of kube-state-metrics' chart that let through what boards and alerts ask of it. */
export function generateKubeStateMetrics(
  catalog: ServiceCatalog,
  files: readonly GeneratedFile[],
): GeneratedFile {
  const asked = files.flatMap(({ path, content }) =>
    path.startsWith('schemas/catalog.json') ? (content.match(/\bkube_[a-z_]+\b/g) ?? []) : [],
  );
  const values = {
    metricLabelsAllowlist: [`pods=[${scrapedPodLabels(catalog).join(',')}]`],
    metricAllowlist: [...new Set(asked)].sort(),
  };
  return snippet(
    'kube-state-metrics',
    values,
    'Values of the kube-state-metrics chart. `metricAllowlist` leaves out all other metrics: join it with what others ask.',
  );
}

/** Renders a part of a file that many services share, so that it is merged and not applied. */
export function snippet(name: string, content: object, use: string): GeneratedFile {
  return {
    path: `kubernetes/${name}.snippet.yaml`,
    content: renderYaml(content, `${generatedComment}\n# ${use}`),
  };
}
