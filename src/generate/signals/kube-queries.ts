import { type Choice, over, type Queries } from './queries.js';

/** What kube-state-metrics calls the labels that join it with a scrape. */
const kubeLabels = { namespace: 'namespace', pod: 'pod' } as const;

/** Forms of queries of kube-state-metrics, whose series carry namespace and pod but no service. */
export interface KubeQueries {
  /** Series of a metric, whose labels are renamed to those of the scrape. */
  select(metric: string, where?: readonly string[]): string;
  /** `increase` or `rate` of a counter, with the same labels. */
  growth(by: 'increase' | 'rate', counter: string, window: string, where?: readonly string[]): string;
  /** The same for a metric of an object that is no pod. */
  forNamespace(metric: string): string;
  /** Only the pods that the service's own series are of. */
  ofService(expr: string, own: string): string;
  /** The same with the service's label added to every series. */
  withApp(expr: string, own: string): string;
}

/** Returns the forms for the labels of a scrape; `namespaces` are the matchers of its namespaces, if any. */
export function createKubeQueries({ target }: Queries, namespaces: string): KubeQueries {
  const { namespace, pod, app } = target;
  const rename = (expr: string, from: 'namespace' | 'pod') =>
    target[from] === kubeLabels[from]
      ? expr
      : `label_replace(${expr}, "${target[from]}", "$1", "${kubeLabels[from]}", "(.+)")`;
  const matching = (metric: string, where: readonly string[]) => {
    const matchers = [namespaces, ...where].filter((matcher) => matcher !== '').join(', ');
    return `${metric}${matchers === '' ? '' : `{${matchers}}`}`;
  };
  const ofPod = (expr: string) => rename(rename(expr, 'namespace'), 'pod');
  return {
    select: (metric, where = []) => ofPod(matching(metric, where)),
    growth: (by, counter, window, where = []) => ofPod(`${by}(${matching(counter, where)}[${window}])`),
    forNamespace: (metric) => rename(matching(metric, []), 'namespace'),
    ofService: (expr, own) => `(${expr}) and on (${namespace}, ${pod}) ${own}`,
    withApp: (expr, own) =>
      `(${expr}) * on (${namespace}, ${pod}) group_left (${app}) ${over('max', [namespace, pod, app])}(${own})`,
  };
}

/** Returns the query of each pod's status: why a container waits, else the phase, as the label `status`. */
export function podStatus(kube: KubeQueries, { by = [] }: Choice): string {
  const states = (metric: string, label: string) => {
    const present = `label_replace(${kube.select(metric)} == 1, "status", "$1", "${label}", "(.+)")`;
    return `${over('max', [...by, 'status'])}(${present})`;
  };
  const waiting = states('kube_pod_container_status_waiting_reason', 'reason');
  const phase = states('kube_pod_status_phase', 'phase');
  // Two containers may wait for two reasons, but a table has one row a pod.
  return `${over('topk', by)}(1, ${waiting} or on (${by.join(', ')}) ${phase})`;
}

/**
 * Returns the query of when the condition of a pod last became true, in milliseconds: ready, or else the last step it
 * took towards that. kube-state-metrics forgets the time of a condition that is no longer true.
 */
export function lastTransition(kube: KubeQueries, { by = [] }: Choice): string {
  const steps = ['ready', 'container_ready', 'initialized', 'scheduled'];
  const times = steps.map((step) => kube.select(`kube_pod_status_${step}_time`));
  return `${over('max', by)}(${times.join(' or ')}) * 1000`;
}
