import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { KubernetesConfig } from '../../../src/catalog/kubernetes-config.js';
import { generateAlerts } from '../../../src/generate/alerts.js';
import { generateCatalogJson } from '../../../src/generate/catalog-json.js';
import { generateKubernetes } from '../../../src/generate/kubernetes.js';
import type { GeneratedFile } from '../../../src/generate/generated-file.js';
import { parseQuery } from '../../../src/promql/index.js';
import { createKubernetesService } from '../../support/kubernetes-service.js';

const prometheusUrl = 'http://prometheus-server.monitoring:9090';
const scaling = {
  minReplicas: 2,
  maxReplicas: 10,
  metrics: [
    { name: 'custom_orders_created_total', perPod: 12.5 },
    { name: 'custom_queue_depth_ratio', perPod: 1 },
  ],
};
const board = { path: 'dashboards/overview.json', content: '{\n  "legend": "{{pod}} on"\n}\n' };

const full = createKubernetesService({ discovery: 'operator' });
const rules = generateAlerts(full);
const others = [generateCatalogJson(full), ...rules, board];

function generate(kubernetes: KubernetesConfig, made: readonly GeneratedFile[] = others) {
  const files = generateKubernetes(createKubernetesService(kubernetes), made);
  const texts = Object.fromEntries(
    files.map(({ path, content }) => [path.replace('kubernetes/', ''), content]),
  );
  return {
    files,
    names: Object.keys(texts),
    text: (name: string) => texts[name] ?? '',
    /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
    object: (name: string): any => load(texts[name] ?? '', { schema: YAML11_SCHEMA }),
  };
}

describe('the objects of a service', () => {
  it('let the operator find the pods, with the labels of the deck on the series', () => {
    const made = generate({
      discovery: 'operator',
      labels: { release: 'monitoring' },
      scrapeInterval: '15s',
    });
    expect(made.object('podmonitor-order-service.yaml')).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        name: 'order-service',
        labels: { 'app.kubernetes.io/managed-by': 'tricord', release: 'monitoring' },
      },
      spec: {
        selector: { matchLabels: { app: 'order-service' } },
        podTargetLabels: ['app', 'enable', 'version', 'pod-template-hash'],
        podMetricsEndpoints: [{ port: 'metrics', path: '/metrics', interval: '15s' }],
      },
    });
    const { annotations } = made.object('pod-template.patch.yaml').spec.template.metadata;
    expect(annotations).toBeUndefined();
  });

  it('bring a Service of their own for a ServiceMonitor, which the other Services of the pods are not taken for', () => {
    const made = generate({ discovery: 'operator', monitor: 'service' });
    const service = made.object('service-order-service-metrics.yaml');
    const { spec } = made.object('servicemonitor-order-service.yaml');
    expect(service.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(service.spec).toMatchObject({ clusterIP: 'None', selector: { app: 'order-service' } });
    expect(service.metadata.annotations).toBeUndefined();
  });

  it('hold the rules as the files hold them', () => {
    const made = generate({ discovery: 'operator' });
    for (const [name, file] of [
      ['prometheusrule-order-service-alerts.yaml', 'alerts/alert-rules.yaml'],
      ['prometheusrule-order-service-recording.yaml', 'alerts/recording-rules.yaml'],
    ] as const)
      expect(made.object(name).spec).toEqual(load(rules.find(({ path }) => path === file)?.content ?? ''));
  });

  it('carry each board in a ConfigMap of its own, byte by byte', () => {
    const made = generate({ grafanaFolder: 'Shop' });
    expect(made.object('configmap-order-service-board-overview.yaml')).toMatchObject({
      metadata: { labels: { grafana_dashboard: '1' }, annotations: { grafana_folder: 'Shop' } },
      data: { 'order-service-overview.json': board.content },
    });
  });

  it('carry the boards as GrafanaDashboards, or not at all', () => {
    const byOperator = generate({ dashboards: 'grafana-operator' });
    const { spec } = byOperator.object('grafanadashboard-order-service-board-overview.yaml');
    expect(spec).toEqual({
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      json: board.content,
    });
    expect(generate({ dashboards: 'none' }).names.filter((name) => /overview/.test(name))).toEqual([]);
  });

  it('ask for a server-side apply where the client-side one fails, and are refused where the server fails', () => {
    const ofSize = (bytes: number) => [{ ...board, content: JSON.stringify({ text: 'x'.repeat(bytes) }) }];
    const name = 'configmap-order-service-board-overview.yaml';
    const large = generate({}, ofSize(300_000));
    expect(large.text(name)).toContain('kubectl apply --server-side');
    expect(large.object(name).metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'ServerSideApply=true',
    });
    expect(generate({}).text(name)).not.toContain('server-side');
    expect(() => generate({}, ofSize(1_100_000))).toThrow(
      expect.objectContaining({ code: 'TRI_GENERATE_OVERSIZED' }),
    );
  });

  it('scale by KEDA, whose query gives one value and whose threshold is a string', () => {
    const { spec } = generate({
      prometheusUrl,
      namespace: 'shop',
      scaling: { by: 'keda', ...scaling },
    }).object('scaledobject-order-service.yaml');
    expect(spec.triggers.map(({ metadata }: { metadata: unknown }) => metadata)).toEqual([
      {
        serverAddress: prometheusUrl,
        query: 'sum(rate(custom_orders_created_total{app="order-service", namespace="shop"}[2m]))',
        threshold: '12.5',
      },
      {
        serverAddress: prometheusUrl,
        query: 'sum(custom_queue_depth_ratio{app="order-service", namespace="shop"})',
        threshold: '1',
      },
    ]);
  });

  it('scale by the HPA, which asks for exactly what the rules of the adapter make', () => {
    const made = generate({ scaling: { by: 'hpa', ...scaling } });
    const { spec } = made.object('horizontalpodautoscaler-order-service.yaml');
    const { rules: adapter } = made.object('prometheus-adapter.snippet.yaml');
    expect(spec.metrics.map(({ pods }: { pods: object }) => pods)).toEqual([
      {
        metric: { name: 'custom_orders_created_per_second' },
        target: { type: 'AverageValue', averageValue: '12500m' },
      },
      { metric: { name: 'custom_queue_depth_ratio' }, target: { type: 'AverageValue', averageValue: '1' } },
    ]);
    expect(adapter.map(({ name }: { name: { as: string } }) => name.as)).toEqual(
      spec.metrics.map(({ pods }: { pods: { metric: { name: string } } }) => pods.metric.name),
    );
  });

  it('judge a canary of Argo by both conditions, so that no evidence is neither good nor bad', () => {
    const made = generate({ prometheusUrl, canary: { by: 'argo', maxBurnRate: 2 } });
    const { metrics } = made.object('analysistemplate-order-service-promises.yaml').spec;
    const [orders] = metrics;
    expect(orders.successCondition).toBe('len(result) > 0 && !isNaN(result[0]) && result[0] <= 0.002');
    expect(orders.failureCondition).toBe('len(result) > 0 && !isNaN(result[0]) && result[0] > 0.002');
    expect(orders.provider.prometheus.query).toContain('rollouts_pod_template_hash="{{args.canary-hash}}"');
    const scrape = made.object('prometheus-scrape.snippet.yaml').scrape_configs[0];
    expect(JSON.stringify(scrape)).toContain('"target_label":"rollouts_pod_template_hash"');
  });

  it('judge a canary of Flagger by the same promises and limits', () => {
    const made = generate({ prometheusUrl, canary: { by: 'flagger' }, namespace: 'shop' });
    const { metrics } = made.object('flagger-canary.snippet.yaml').spec.analysis;
    expect(metrics.map(({ thresholdRange }: { thresholdRange: object }) => thresholdRange)).toEqual([
      { max: 0.001 },
      { max: 0.01 },
    ]);
    for (const { templateRef } of metrics)
      expect(made.names).toContain(`metrictemplate-${templateRef.name}.yaml`);
  });

  it('ask only what PromQL can parse once the holes of each template are filled', () => {
    const all = [
      generate({ prometheusUrl, canary: { by: 'argo' }, scaling: { by: 'keda', ...scaling } }),
      generate({ prometheusUrl, canary: { by: 'flagger' }, scaling: { by: 'hpa', ...scaling } }),
    ];
    const queries = all.flatMap(({ files }) =>
      files
        .filter(
          ({ path }) => /(?:template|scaledobject|adapter)/.test(path) && !path.includes('pod-template'),
        )
        .flatMap(({ content }) => [...content.matchAll(/^ *(?:query|metricsQuery): '((?:[^']|'')+)'$/gm)])
        .map(([, query = '']) => query.replace("''", "'")),
    );
    const filled = queries.map((query) =>
      query
        .replace('<<.Series>>', 'x')
        .replaceAll('<<.LabelMatchers>>', 'a="b"')
        .replaceAll('<<.GroupBy>>', 'pod')
        .replaceAll(/\[\{\{[^}]*\}\}\]/g, '[2m]')
        .replaceAll(/\{\{[^}]*\}\}/g, 'x'),
    );
    const faults = filled.flatMap((query) => {
      const parsed = parseQuery(query);
      return 'fault' in parsed ? [query] : [];
    });
    console.log(`${filled.length} queries parsed`);
    expect(filled).toHaveLength(8);
    expect(faults).toEqual([]);
  });

  it('let kube-state-metrics tell what the boards and rules ask', () => {
    const values = generate({}).object('kube-state-metrics.snippet.yaml');
    expect(values.metricLabelsAllowlist).toEqual(['pods=[app,enable,version,pod-template-hash]']);
    expect(values.metricAllowlist).toEqual(
      expect.arrayContaining(['kube_pod_status_phase', 'kube_pod_status_ready_time']),
    );
  });

  it('are all listed in the kustomization and copied into the chart', () => {
    const made = generate({ discovery: 'operator', chart: true });
    const { resources } = made.object('kustomization.yaml');
    const objects = made.names.filter((name) => /^(?:podmonitor|prometheusrule|configmap)/.test(name));
    expect(resources).toEqual(objects.toSorted());
    for (const name of objects) expect(made.text(`chart/files/${name}`)).toBe(made.text(name));
    expect(made.text('chart/templates/objects.yaml')).toContain('.Files.Get');
  });
});

describe('what the objects cannot be made from', () => {
  it.each<[string, KubernetesConfig]>([
    ['TRI_GENERATE_TWO_DISCOVERIES', { discovery: 'annotations', monitor: 'pod' }],
    ['TRI_GENERATE_TWO_DISCOVERIES', { scrapeInterval: '15s' }],
    ['TRI_GENERATE_MISSING_PROMETHEUS', { scaling: { by: 'keda', ...scaling } }],
    ['TRI_GENERATE_MISSING_PROMETHEUS', { canary: { by: 'argo' } }],
    ['TRI_GENERATE_INVALID_SCALING', { scaling: { by: 'hpa', ...scaling, maxReplicas: 1 } }],
    [
      'TRI_GENERATE_INVALID_SCALING',
      { scaling: { by: 'hpa', ...scaling, metrics: [{ name: 'custom_checkout_seconds', perPod: 1 }] } },
    ],
    [
      'TRI_GENERATE_INVALID_SCALING',
      { scaling: { by: 'hpa', ...scaling, metrics: [{ name: 'custom_x_total', perPod: 1 }] } },
    ],
  ])('is told as %s (%j)', (code, kubernetes) => {
    expect(() => generate(kubernetes)).toThrow(expect.objectContaining({ code }));
  });

  it('is a label profile of the other discovery', () => {
    for (const [discovery, scrape] of [
      ['operator', 'helm'],
      ['operator', 'helm-legacy'],
      ['annotations', 'operator'],
    ] as const)
      expect(() =>
        generateKubernetes(createKubernetesService({ discovery }, { generate: { scrape } })),
      ).toThrow(expect.objectContaining({ code: 'TRI_GENERATE_TWO_DISCOVERIES' }));
  });

  it('is a canary without promises, or a name that is too long', () => {
    const canary = { by: 'flagger' } as const;
    expect(() =>
      generateKubernetes(createKubernetesService({ prometheusUrl, canary }, { slos: [] })),
    ).toThrow(expect.objectContaining({ code: 'TRI_GENERATE_NOTHING_PROMISED' }));
    const service = { name: 'a'.repeat(60) };
    expect(() => generateKubernetes(createKubernetesService({}, { service }), [board])).toThrow(
      expect.objectContaining({ code: 'TRI_GENERATE_INVALID_NAME' }),
    );
  });
});
