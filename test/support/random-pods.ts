import fc from 'fast-check';
import type { RelabelStep } from '../../src/scrape/relabel-step.js';

const flag = fc.constantFrom('true', 'True', 'false', 'yes', '1', '');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const annotations = fc.record({
  'prometheus.io/scrape': fc.oneof(
    { weight: 4, arbitrary: fc.constant('true') },
    { weight: 1, arbitrary: flag },
  ),
  'prometheus.io/scrape-slow': optional(flag),
  'prometheus.io/port': optional(fc.constantFrom('9003', '80', 'metrics', '0x1', '99999', '')),
  'prometheus.io/path': optional(fc.constantFrom('/metrics', '/prom', 'metrics', '/a b', '')),
  'prometheus.io/scheme': optional(fc.constantFrom('http', 'https', 'HTTPS', 'ftp')),
  'prometheus.io/param_module': optional(fc.constantFrom('x', 'a&b', '')),
  'prometheus.io/param_a-b': optional(fc.constantFrom('y')),
});
const labels = fc.record({
  app: optional(fc.constantFrom('orders', 'stock', 'a.b')),
  version: optional(fc.constantFrom('pro', 'v1.2_3', '')),
  'app.kubernetes.io/name': optional(fc.constantFrom('orders')),
  'pod-template-hash': optional(fc.constantFrom('5d4f', '77')),
});
const port = fc.record({
  name: fc.constantFrom('metrics', 'http', ''),
  containerPort: fc.constantFrom(9003, 8080, 80),
});
const container = fc.record({
  name: fc.constantFrom('main', 'proxy'),
  ports: fc.array(port, { maxLength: 3 }),
});

/** Pods as they come: asked for in every right and wrong way, with several ports or none, over IPv4 and IPv6. */
export const randomPod = fc.record({
  metadata: fc.record({ namespace: fc.constantFrom('shop', 'default'), labels, annotations }),
  spec: fc.record({
    nodeName: fc.constantFrom('node-1', 'node-2'),
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: fc.array(container, { maxLength: 1 }),
  }),
  status: fc.record({
    podIP: fc.constantFrom('10.1.2.3', '10.1.2.4', 'fd00::12:3', '2001:db8:0:1:2:3:4:5'),
    phase: fc.oneof(
      { weight: 5, arbitrary: fc.constant('Running') },
      { weight: 1, arbitrary: fc.constantFrom('Pending', 'Succeeded', 'Failed') },
    ),
  }),
});

const source = fc.constantFrom(
  '__meta_kubernetes_pod_label_app',
  '__meta_kubernetes_pod_label_version',
  '__meta_kubernetes_pod_annotation_prometheus_io_port',
  '__meta_kubernetes_pod_annotation_prometheus_io_scrape',
  '__meta_kubernetes_pod_container_port_name',
  '__meta_kubernetes_namespace',
  '__address__',
  '__metrics_path__',
  'job',
  'x',
);
const sources = fc.array(source, { minLength: 1, maxLength: 2 });
const regex = fc.constantFrom(
  ...[
    '(.*)',
    '(.+)',
    'true',
    '(?i)TRUE',
    '[[:alpha:]]+',
    '(?P<x>\\w+)(.*)',
    '\\d+',
    '(.+?)(?::\\d+)?;(\\d+)',
    '\\pL+',
  ],
  ...[
    '(a|orders)?s?',
    '',
    '^true$',
    'm.*|s.*',
    '([^;]*);?(.*)',
    '[^:]+:(\\d{2,4})',
    '(?s).*',
    '\\Qtrue\\E',
    '\\Bx',
  ],
);
const replacement = fc.constantFrom(
  '$1',
  '${1}-x',
  '$1x',
  '$2:$1',
  'fixed',
  '$x',
  'a$$b',
  '${x}_${2}',
  '$0',
  '$',
);
const target = fc.constantFrom(
  'app',
  'x',
  'job',
  'y_1',
  '__address__',
  '__metrics_path__',
  '__tmp',
  'instance',
  '__scheme__',
  '__scrape_interval__',
  '__scrape_timeout__',
);
const name = fc.constantFrom(
  '__meta_kubernetes_pod_label_(.+)',
  '__meta_kubernetes_(pod|namespace).*',
  '(a|x).*',
  'j(ob)?',
  '__tmp|y_1',
);

/** Steps as Prometheus admits them when it reads its configuration. */
export const randomStep: fc.Arbitrary<RelabelStep> = fc.oneof(
  fc.record({
    action: fc.constant('replace' as const),
    source_labels: sources,
    separator: fc.constantFrom(';', '', '-'),
    regex,
    target_label: target,
    replacement,
  }),
  fc.record({
    action: fc.constant('drop' as const),
    source_labels: sources,
    regex: fc.constantFrom('True.*', '.*9003;.*', 'stock'),
  }),
  fc.record({
    action: fc.constant('keep' as const),
    source_labels: sources,
    regex: fc.constantFrom('.+', '(?i).*', '.*[a-z0-9].*'),
  }),
  fc.record({
    action: fc.constantFrom('keepequal' as const, 'dropequal' as const),
    source_labels: sources,
    target_label: fc.constantFrom('nothing', 'x', 'app'),
  }),
  fc.record({
    action: fc.constant('hashmod' as const),
    source_labels: sources,
    target_label: target,
    modulus: fc.integer({ min: 1, max: 1e9 }),
  }),
  fc.record({
    action: fc.constantFrom('lowercase' as const, 'uppercase' as const),
    source_labels: sources,
    target_label: target,
  }),
  fc.record({
    action: fc.constant('labelmap' as const),
    regex: name,
    replacement: fc.constantFrom('$1', 'm_$1', 'one'),
  }),
  fc.record({ action: fc.constant('labeldrop' as const), regex: name }),
);

/** Some pods of the same seed every time, each of its own name. */
export function samplePods(seed: number, numRuns: number) {
  return fc.sample(randomPod, { seed, numRuns }).map((pod, i) => ({
    kind: 'Pod',
    ...pod,
    metadata: { ...pod.metadata, name: `pod-${i}` },
  }));
}

/** Services before the first pods, each under the name of its port. */
export function servicesBefore(pods: ReturnType<typeof samplePods>, port: string) {
  return pods.slice(0, 12).map((pod, i) => ({
    kind: 'Service',
    metadata: { ...pod.metadata, name: `service-${i}` },
    spec: { selector: { app: 'orders' }, ports: [{ name: port, port: 80, targetPort: 9003 }] },
  }));
}
