import fc from 'fast-check';

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const label = fc.constantFrom('app', 'version', 'app.kubernetes.io/name', 'pod-template-hash', 'absent');
const some = fc.uniqueArray(label, { maxLength: 3 });
const selector = fc.record({
  matchLabels: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: fc.constant({ app: 'orders' }) },
    { weight: 1, arbitrary: fc.constant({ 'app.kubernetes.io/name': 'orders' }) },
    { weight: 1, arbitrary: fc.constantFrom({ app: 'a.b' }, { app: 'nobody' }, { version: '' }) },
  ),
});
const relabeling = fc.record({
  action: fc.constantFrom('replace', 'Replace', 'keep', 'drop', 'labelmap', 'lowercase'),
  sourceLabels: fc.constantFrom(
    ['__meta_kubernetes_pod_label_app'],
    ['__meta_kubernetes_pod_node_name', 'namespace'],
    ['__address__'],
  ),
  regex: fc.constantFrom('(.*)', '(.+)', 'orders', '__meta_kubernetes_pod_label_(.+)', '.*1.*'),
  targetLabel: fc.constantFrom('node', 'team', 'app'),
  replacement: optional(fc.constantFrom('$1', 'fixed', '')),
});
const endpoint = {
  port: fc.oneof(
    { weight: 3, arbitrary: fc.constant('metrics') },
    { weight: 1, arbitrary: fc.constant('http') },
  ),
  path: optional(fc.constantFrom('/metrics', '/prom')),
  scheme: optional(fc.constantFrom('http', 'https')),
  interval: optional(fc.constantFrom('15s', '2m')),
  scrapeTimeout: optional(fc.constantFrom('5s', '10s')),
  params: optional(fc.constantFrom({ module: ['x'] }, { 'match[]': ['up', 'down'] })),
  honorLabels: optional(fc.boolean()),
  filterRunning: optional(fc.boolean()),
  relabelings: optional(fc.array(relabeling, { maxLength: 2 })),
};
const podEndpoint = fc.oneof(
  { weight: 4, arbitrary: fc.record(endpoint) },
  {
    weight: 1,
    arbitrary: fc.record({ ...endpoint, port: fc.constant(undefined), portNumber: fc.constant(9003) }),
  },
  { weight: 1, arbitrary: fc.record({ ...endpoint, port: fc.constant(undefined) }) },
);
const serviceEndpoint = fc.oneof(
  { weight: 4, arbitrary: fc.record(endpoint) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...endpoint,
      port: fc.constant(undefined),
      targetPort: fc.constantFrom<string | number>(9003, 'metrics', '9003'),
    }),
  },
);
const head = {
  apiVersion: fc.constant('monitoring.coreos.com/v1'),
  metadata: fc.record({ namespace: fc.constantFrom('shop', 'default') }),
};
const spec = {
  selector,
  namespaceSelector: optional(fc.constantFrom({ any: true }, { matchNames: ['shop', 'default'] }, {})),
  podTargetLabels: optional(some),
  jobLabel: optional(label),
};

/** PodMonitors and ServiceMonitors with what `explain-scrape` knows of them, in every combination. */
export const randomMonitor = fc.oneof(
  fc.record({
    ...head,
    kind: fc.constant('PodMonitor'),
    spec: fc.record({ ...spec, podMetricsEndpoints: fc.array(podEndpoint, { minLength: 1, maxLength: 2 }) }),
  }),
  fc.record({
    ...head,
    kind: fc.constant('ServiceMonitor'),
    spec: fc.record({
      ...spec,
      targetLabels: optional(some),
      endpoints: fc.array(serviceEndpoint, { minLength: 1, maxLength: 2 }),
    }),
  }),
);
