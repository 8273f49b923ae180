import type { RelabelStep, ScrapeJob } from './relabel-step.js';

/** What a chart calls the labels it attaches. */
interface ChartLabels {
  readonly namespace: string;
  readonly pod: string;
  readonly service: string;
  readonly node: string;
}

const today: ChartLabels = { namespace: 'namespace', pod: 'pod', service: 'service', node: 'node' };
/** Of the chart before its version 15. */
const legacy: ChartLabels = {
  namespace: 'kubernetes_namespace',
  pod: 'kubernetes_pod_name',
  service: 'kubernetes_name',
  node: 'kubernetes_node',
};

/** The jobs of the prometheus-community chart that scrape what annotations ask for. */
export function chartJobs(profile: 'helm' | 'helm-legacy'): ScrapeJob[] {
  const labels = profile === 'helm' ? today : legacy;
  return [false, true].flatMap((slow): ScrapeJob[] => [
    annotatedPods(labels, { slow, podLabels: 'all' }),
    annotatedServices(labels, slow),
  ]);
}

/** The job that a service's own snippet holds: only the pod labels that are named become labels of series. */
export function annotatedPodsJob(profile: 'helm' | 'helm-legacy', podLabels: readonly string[]): ScrapeJob {
  return annotatedPods(profile === 'helm' ? today : legacy, { slow: false, podLabels });
}

interface PodsOptions {
  readonly slow: boolean;
  readonly podLabels: 'all' | readonly string[];
}

function annotatedPods(labels: ChartLabels, { slow, podLabels }: PodsOptions): ScrapeJob {
  const annotation = (name: string) => `__meta_kubernetes_pod_annotation_prometheus_io_${name}`;
  const address = [annotation('port'), '__meta_kubernetes_pod_ip'];
  return {
    ...head(slow ? 'kubernetes-pods-slow' : 'kubernetes-pods', slow),
    kubernetes_sd_configs: [{ role: 'pod' }],
    relabel_configs: [
      ...askedFor(annotation, slow),
      // The address of an IPv6 pod stands in brackets before its port.
      step(address, '(\\d+);(([A-Fa-f0-9]{1,4}::?){1,7}[A-Fa-f0-9]{1,4})', '__address__', '[$2]:$1'),
      step(address, '(\\d+);((([0-9]+?)(\\.|$)){4})', '__address__', '$2:$1'),
      { action: 'labelmap', regex: `${annotation('param_')}(.+)`, replacement: '__param_$1' },
      ...mapPodLabels(podLabels),
      copy('namespace', labels.namespace),
      copy('pod_name', labels.pod),
      {
        source_labels: ['__meta_kubernetes_pod_phase'],
        action: 'drop',
        regex: 'Pending|Succeeded|Failed|Completed',
      },
      copy('pod_node_name', labels.node),
    ],
  };
}

function annotatedServices(labels: ChartLabels, slow: boolean): ScrapeJob {
  const annotation = (name: string) => `__meta_kubernetes_service_annotation_prometheus_io_${name}`;
  return {
    ...head(slow ? 'kubernetes-service-endpoints-slow' : 'kubernetes-service-endpoints', slow),
    kubernetes_sd_configs: [{ role: 'endpointslice' }],
    relabel_configs: [
      ...askedFor(annotation, slow),
      step(['__address__', annotation('port')], '(.+?)(?::\\d+)?;(\\d+)', '__address__', '$1:$2'),
      { action: 'labelmap', regex: `${annotation('param_')}(.+)`, replacement: '__param_$1' },
      { action: 'labelmap', regex: '__meta_kubernetes_service_label_(.+)' },
      copy('namespace', labels.namespace),
      copy('service_name', labels.service),
      copy('pod_node_name', labels.node),
    ],
  };
}

function head(name: string, slow: boolean): Pick<ScrapeJob, 'job_name' | 'honor_labels'> {
  const pace = slow ? { scrape_interval: '5m', scrape_timeout: '30s' } : {};
  return { job_name: name, honor_labels: true, ...pace };
}

/** What every job does first: take what asks for it, and how it wants to be asked. */
function askedFor(annotation: (name: string) => string, slow: boolean): RelabelStep[] {
  const keep: RelabelStep = {
    source_labels: [annotation(slow ? 'scrape_slow' : 'scrape')],
    action: 'keep',
    regex: 'true',
  };
  const leaveSlow: RelabelStep = {
    source_labels: [annotation('scrape_slow')],
    action: 'drop',
    regex: 'true',
  };
  return [
    keep,
    ...(slow ? [] : [leaveSlow]),
    step([annotation('scheme')], '(https?)', '__scheme__'),
    step([annotation('path')], '(.+)', '__metrics_path__'),
  ];
}

function mapPodLabels(podLabels: PodsOptions['podLabels']): RelabelStep[] {
  if (podLabels === 'all') return [{ action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' }];
  return podLabels.map((label) => {
    const name = label.replace(/\W/g, '_');
    return copy(`pod_label_${name}`, name);
  });
}

function copy(meta: string, label: string): RelabelStep {
  return { source_labels: [`__meta_kubernetes_${meta}`], action: 'replace', target_label: label };
}

function step(from: readonly string[], regex: string, to: string, replacement?: string): RelabelStep {
  return {
    source_labels: from,
    action: 'replace',
    regex,
    target_label: to,
    ...(replacement === undefined ? {} : { replacement }),
  };
}
