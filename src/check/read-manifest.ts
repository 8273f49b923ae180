import type { ManifestFault } from '../policies/manifest-file.js';
import { parseDocument, type ScalarNode, type SourceNode } from './parse-document.js';
import { findChild, listItems, readText } from './source-node.js';

/** A key of a map and its value, where both are scalars. */
export type Pair = readonly [key: ScalarNode, value: ScalarNode];

/** A part of a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Pods as something in a manifest makes them. */
export interface PodsSource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Annotations and labels of the pods. */
  readonly annotations: readonly Pair[];
  readonly labels: readonly Pair[];
  /** Annotations of the object around the pods; none for a pod itself. */
  readonly outer: readonly Pair[];
  readonly selector: readonly Pair[];
  /** Container ports; absent when no container is listed. */
  readonly ports?: readonly string[];
  /** Where the object names itself. */
  readonly span: Span;
}

/** A service of a manifest. */
export interface ServiceSource {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: readonly Pair[];
  readonly selector: readonly Pair[];
  readonly span: Span;
}

/** What a manifest holds that a scrape may find. */
export interface ManifestContent {
  readonly pods: readonly PodsSource[];
  readonly services: readonly ServiceSource[];
  readonly fault?: ManifestFault & { readonly span: Span };
}

/** Where each kind has the template of its pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

/** Reads the workloads and services of a manifest, several documents and lists included; never throws. */
export function readManifest(text: string): ManifestContent {
  const document = parseDocument(text);
  if ('reason' in document) {
    const { offset, reason } = document;
    return {
      pods: [],
      services: [],
      fault: { fault: 'notYaml', reason, span: { start: offset, end: offset + 1 } },
    };
  }
  const objects = document.roots.flatMap((root) => findObjects(root, 0));
  const pods = objects.flatMap(readPods);
  const services = objects.filter((node) => readText(findChild(node, 'kind')) === 'Service').map(readService);
  const isEmpty = pods.length + services.length === 0;
  return {
    pods,
    services,
    ...(isEmpty ? { fault: { fault: 'nothing', span: { start: 0, end: 1 } } } : {}),
  };
}

function findObjects(node: SourceNode, depth: number): SourceNode[] {
  const items = listItems(findChild(node, 'items'));
  return depth < 3 && items.length > 0 ? items.flatMap((item) => findObjects(item, depth + 1)) : [node];
}

function readPods(node: SourceNode): PodsSource[] {
  const kind = readText(findChild(node, 'kind'));
  const path = Object.hasOwn(templates, kind) ? templates[kind] : undefined;
  if (path === undefined) return [];
  const template = path.reduce<SourceNode | undefined>(findChild, node);
  const containers = listItems(findChild(findChild(template, 'spec'), 'containers'));
  const ports = containers.flatMap((container) =>
    listItems(findChild(container, 'ports')).map((port) => readText(findChild(port, 'containerPort'))),
  );
  return [
    {
      ...readHead(node),
      kind,
      annotations: readPairs(findChild(findChild(template, 'metadata'), 'annotations')),
      labels: readPairs(findChild(findChild(template, 'metadata'), 'labels')),
      outer: path.length === 0 ? [] : readPairs(findChild(findChild(node, 'metadata'), 'annotations')),
      selector: readPairs(findChild(findChild(findChild(node, 'spec'), 'selector'), 'matchLabels')),
      ...(containers.length === 0 ? {} : { ports: [...new Set(ports)] }),
    },
  ];
}

function readService(node: SourceNode): ServiceSource {
  return {
    ...readHead(node),
    annotations: readPairs(findChild(findChild(node, 'metadata'), 'annotations')),
    selector: readPairs(findChild(findChild(node, 'spec'), 'selector')),
  };
}

function readHead(node: SourceNode): Pick<ServiceSource, 'name' | 'namespace' | 'span'> {
  const metadata = findChild(node, 'metadata');
  const name = findChild(metadata, 'name') ?? findChild(metadata, 'generateName');
  return {
    name: readText(name),
    namespace: readText(findChild(metadata, 'namespace')),
    span: name ?? findChild(node, 'kind') ?? { start: node.start, end: node.start + 1 },
  };
}

function readPairs(node: SourceNode | undefined): Pair[] {
  if (node?.kind !== 'map') return [];
  return [...node.entries.values()].flatMap(({ key, value }) =>
    value.kind === 'scalar' ? [[key, value] as const] : [],
  );
}
