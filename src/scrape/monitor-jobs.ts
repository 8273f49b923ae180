import { at, listAt, textAt, textListAt, textListsAt } from './manifest-value.js';
import type { RelabelAction, RelabelStep, ScrapeJob } from './relabel-step.js';
import type { Monitor } from './workload.js';

/** Returns the jobs that the Prometheus operator makes of monitors: one for each of their endpoints. */
export function monitorJobs(monitors: readonly Monitor[]): ScrapeJob[] {
  return monitors.flatMap((monitor) => monitor.endpoints.map((endpoint, i) => jobOf(monitor, endpoint, i)));
}

function jobOf(monitor: Monitor, endpoint: Monitor['endpoints'][number], index: number): ScrapeJob {
  const { kind, namespace, name, namespaces } = monitor;
  const isOfPods = kind === 'PodMonitor';
  const given = (key: string) => textAt(endpoint, key);
  const role = isOfPods ? 'pod' : 'endpoints';
  return {
    job_name: `${isOfPods ? 'podMonitor' : 'serviceMonitor'}/${namespace}/${name}/${index}`,
    honor_labels: given('honorLabels') === 'true',
    metrics_path: given('path') || '/metrics',
    scheme: given('scheme').toLowerCase() || 'http',
    params: textListsAt(endpoint, 'params'),
    ...(given('interval') === '' ? {} : { scrape_interval: given('interval') }),
    ...(given('scrapeTimeout') === '' ? {} : { scrape_timeout: given('scrapeTimeout') }),
    kubernetes_sd_configs: [
      { role, ...(namespaces === undefined ? {} : { namespaces: { names: namespaces } }) },
    ],
    relabel_configs: [
      { source_labels: ['job'], target_label: '__tmp_prometheus_job_name' },
      ...chooseTargets(monitor, endpoint),
      copy('namespace', 'namespace'),
      ...(isOfPods ? [] : [copy('service_name', 'service')]),
      copy('pod_container_name', 'container'),
      copy('pod_name', 'pod'),
      ...monitor.targetLabels.map((label) => copyLabel('service', label)),
      ...monitor.podTargetLabels.map((label) => copyLabel('pod', label)),
      ...nameJob(monitor),
      { target_label: 'endpoint', replacement: given('port') || given('targetPort') },
      ...listAt(endpoint, 'relabelings').map(readRelabeling),
    ],
  };
}

/** By labels and port, and only what runs. */
function chooseTargets(monitor: Monitor, endpoint: Monitor['endpoints'][number]): RelabelStep[] {
  const isOfPods = monitor.kind === 'PodMonitor';
  const kind = isOfPods ? 'pod' : 'service';
  const labels = Object.entries(monitor.selector).map(([label, value]): RelabelStep => {
    const name = sanitise(label);
    return {
      action: 'keep',
      source_labels: [
        `__meta_kubernetes_${kind}_label_${name}`,
        `__meta_kubernetes_${kind}_labelpresent_${name}`,
      ],
      regex: `(${literal(value)});true`,
    };
  });
  const ports = [
    ['port', isOfPods ? 'pod_container_port_name' : 'endpoint_port_name'],
    ['portNumber', 'pod_container_port_number'],
    // Digits in quotes are a name to the operator.
    [
      'targetPort',
      typeof at(endpoint, 'targetPort') === 'number'
        ? 'pod_container_port_number'
        : 'pod_container_port_name',
    ],
  ].flatMap(([key = '', meta = '']): RelabelStep[] => {
    const wanted = textAt(endpoint, key);
    const source = [`__meta_kubernetes_${meta}`];
    return wanted === '' ? [] : [{ action: 'keep', source_labels: source, regex: literal(wanted) }];
  });
  const phase: RelabelStep = {
    action: 'drop',
    source_labels: ['__meta_kubernetes_pod_phase'],
    regex: '(Failed|Succeeded)',
  };
  return [...labels, ...ports.slice(0, 1), ...(textAt(endpoint, 'filterRunning') === 'false' ? [] : [phase])];
}

function nameJob({ kind, namespace, name, jobLabel }: Monitor): RelabelStep[] {
  const isOfPods = kind === 'PodMonitor';
  const usual: RelabelStep = isOfPods
    ? { target_label: 'job', replacement: `${namespace}/${name}` }
    : copy('service_name', 'job');
  if (jobLabel === '') return [usual];
  return [usual, { ...copyLabel(isOfPods ? 'pod' : 'service', jobLabel), target_label: 'job' }];
}

/** Monitors write their steps in camel case. */
function readRelabeling(step: unknown): RelabelStep {
  const optional = (name: string, key: string) =>
    textAt(step, key) === '' ? {} : { [name]: textAt(step, key) };
  // Of these the empty text is a value too: it takes a label away.
  const given = (key: string) => (typeof at(step, key) === 'string' ? { [key]: textAt(step, key) } : {});
  return {
    source_labels: textListAt(step, 'sourceLabels'),
    action: (textAt(step, 'action').toLowerCase() || 'replace') as RelabelAction,
    modulus: Number(textAt(step, 'modulus') || 0),
    ...given('separator'),
    ...given('replacement'),
    ...optional('regex', 'regex'),
    ...optional('target_label', 'targetLabel'),
  };
}

function copy(meta: string, label: string): RelabelStep {
  return { source_labels: [`__meta_kubernetes_${meta}`], target_label: label };
}

function copyLabel(kind: 'pod' | 'service', label: string): RelabelStep {
  const name = sanitise(label);
  return {
    source_labels: [`__meta_kubernetes_${kind}_label_${name}`],
    target_label: name,
    regex: '(.+)',
    replacement: '${1}',
  };
}

function sanitise(label: string): string {
  return label.replace(/[^a-zA-Z0-9_]/g, '_');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
