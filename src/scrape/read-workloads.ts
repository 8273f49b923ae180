import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { at, listAt, textAt, textListAt, textsAt } from './manifest-value.js';
import type { Container, Monitor, Pod, Service, Workloads } from './workload.js';

/** Where each kind has the template of its pods, and what its controller adds to their labels. */
const kinds: Readonly<
  Record<string, { readonly template: readonly string[]; readonly adds: readonly string[] }>
> = {
  CronJob: { template: ['spec', 'jobTemplate', 'spec', 'template'], adds: [] },
  DaemonSet: { template: ['spec', 'template'], adds: ['controller-revision-hash'] },
  Deployment: { template: ['spec', 'template'], adds: ['pod-template-hash'] },
  Job: { template: ['spec', 'template'], adds: [] },
  Pod: { template: [], adds: [] },
  ReplicaSet: { template: ['spec', 'template'], adds: [] },
  Rollout: { template: ['spec', 'template'], adds: ['rollouts-pod-template-hash'] },
  StatefulSet: { template: ['spec', 'template'], adds: ['controller-revision-hash'] },
};

/** Reads the pods, Services and monitors of manifests, as kubectl reads YAML; throws `YAMLException` for what is none. */
export function readWorkloads(text: string): Workloads {
  const objects = loadAll(text, { schema: YAML11_SCHEMA }).flatMap((document) => itemsOf(document, 0));
  const ofKind = (kind: string) => objects.filter((object) => textAt(object, 'kind') === kind);
  return {
    pods: objects
      .filter((object) => Object.hasOwn(kinds, textAt(object, 'kind')))
      .map((object, i) => readPod(object, i + 1)),
    services: ofKind('Service').map(readService),
    monitors: [...ofKind('PodMonitor'), ...ofKind('ServiceMonitor')].map(readMonitor),
  };
}

function itemsOf(document: unknown, depth: number): unknown[] {
  const items = listAt(document, 'items');
  return depth < 3 && items.length > 0 ? items.flatMap((item) => itemsOf(item, depth + 1)) : [document];
}

function readPod(object: unknown, index: number): Pod {
  const kind = textAt(object, 'kind');
  const { template: path = [], adds = [] } = kinds[kind] ?? {};
  const template = at(object, ...path);
  const owner = textAt(object, 'metadata', 'name') || textAt(object, 'metadata', 'generateName');
  const made = { Deployment: '-<hash>-<id>', StatefulSet: '-0', Pod: '' }[kind] ?? '-<id>';
  const added = Object.fromEntries(adds.map((label) => [label, '<hash>']));
  const controller =
    kind === 'Deployment' ? { kind: 'ReplicaSet', name: `${owner}-<hash>` } : { kind, name: owner };
  return {
    owner: `${kind} ${owner}`,
    name: `${owner}${made}`,
    namespace: textAt(object, 'metadata', 'namespace') || 'default',
    labels: { ...textsAt(template, 'metadata', 'labels'), ...added },
    annotations: textsAt(template, 'metadata', 'annotations'),
    // Of the network that is kept for examples, unless the manifest is of a pod that runs.
    ip: textAt(object, 'status', 'podIP') || `192.0.2.${((index - 1) % 254) + 1}`,
    node: textAt(template, 'spec', 'nodeName') || '<node>',
    phase: textAt(object, 'status', 'phase') || 'Running',
    ready: 'true',
    ...(kind === 'Pod' ? {} : { controller }),
    containers: [
      // Those that begin first are found first.
      ...listAt(template, 'spec', 'containers').map((one) => readContainer(one, false)),
      ...listAt(template, 'spec', 'initContainers').map((one) => readContainer(one, true)),
    ],
  };
}

function readContainer(container: unknown, isInit: boolean): Container {
  return {
    name: textAt(container, 'name'),
    image: textAt(container, 'image'),
    isInit,
    ports: listAt(container, 'ports').map((port) => ({
      name: textAt(port, 'name'),
      number: Number(textAt(port, 'containerPort')),
      protocol: textAt(port, 'protocol') || 'TCP',
    })),
  };
}

function readService(object: unknown): Service {
  return {
    ...headOf(object),
    labels: textsAt(object, 'metadata', 'labels'),
    annotations: textsAt(object, 'metadata', 'annotations'),
    selector: textsAt(object, 'spec', 'selector'),
    ports: listAt(object, 'spec', 'ports').map((port) => ({
      name: textAt(port, 'name'),
      target: textAt(port, 'targetPort') || textAt(port, 'port'),
      protocol: textAt(port, 'protocol') || 'TCP',
    })),
  };
}

function readMonitor(object: unknown): Monitor {
  const isOfPods = textAt(object, 'kind') === 'PodMonitor';
  const head = headOf(object);
  const names = textListAt(object, 'spec', 'namespaceSelector', 'matchNames');
  const everywhere = at(object, 'spec', 'namespaceSelector', 'any') === true;
  return {
    ...head,
    kind: isOfPods ? 'PodMonitor' : 'ServiceMonitor',
    ...(everywhere ? {} : { namespaces: names.length > 0 ? names : [head.namespace] }),
    selector: textsAt(object, 'spec', 'selector', 'matchLabels'),
    hasExpressions: listAt(object, 'spec', 'selector', 'matchExpressions').length > 0,
    podTargetLabels: textListAt(object, 'spec', 'podTargetLabels'),
    targetLabels: textListAt(object, 'spec', 'targetLabels'),
    jobLabel: textAt(object, 'spec', 'jobLabel'),
    endpoints: listAt(object, 'spec', isOfPods ? 'podMetricsEndpoints' : 'endpoints').map((endpoint) => ({
      ...(endpoint as object),
    })),
  };
}

function headOf(object: unknown): { name: string; namespace: string } {
  return {
    name: textAt(object, 'metadata', 'name'),
    namespace: textAt(object, 'metadata', 'namespace') || 'default',
  };
}
