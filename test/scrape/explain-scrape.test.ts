import { describe, expect, it } from 'vitest';
import { generateKubernetes } from '../../src/generate/kubernetes.js';
import { chartJobs } from '../../src/scrape/chart-jobs.js';
import { explainScrape } from '../../src/scrape/explain-scrape.js';
import { monitorJobs } from '../../src/scrape/monitor-jobs.js';
import { readWorkloads } from '../../src/scrape/read-workloads.js';
import { createKubernetesService } from '../support/kubernetes-service.js';

interface PodOptions {
  readonly annotations?: object;
  readonly ports?: readonly (number | { name: string; containerPort: number })[];
  readonly init?: boolean;
  readonly labels?: object;
}

function deployment({
  annotations = {},
  ports = [9003],
  init = false,
  labels = {},
}: PodOptions = {}): string {
  const container = {
    name: 'main',
    ports: ports.map((port) => (typeof port === 'number' ? { containerPort: port } : port)),
  };
  return JSON.stringify({
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: {
      template: {
        metadata: { labels: { app: 'orders', version: 'demo', ...labels }, annotations },
        spec: { containers: [container], ...(init ? { initContainers: [{ name: 'init' }] } : {}) },
      },
    },
  });
}

const scrape = { 'prometheus.io/scrape': 'true' };
const annotations = { ...scrape, 'prometheus.io/port': '9003' };

function explain(text: string, jobs = chartJobs('helm')) {
  const [verdict] = explainScrape(readWorkloads(text), jobs);
  const byJob = Object.fromEntries((verdict?.jobs ?? []).map((job) => [job.job, job]));
  return { scrapes: verdict?.scrapes, byJob };
}

describe('explainScrape by the jobs of the chart', () => {
  it('finds the pod once, with the labels of the deck', () => {
    const { scrapes, byJob } = explain(deployment({ annotations }));
    const [target] = byJob['kubernetes-pods']?.targets ?? [];
    expect(scrapes).toBe(1);
    expect(target?.url).toBe('http://192.0.2.1:9003/metrics');
    expect(Object.fromEntries(target?.labels ?? [])).toEqual({
      app: 'orders',
      version: 'demo',
      pod_template_hash: '<hash>',
      namespace: 'shop',
      pod: 'orders-<hash>-<id>',
      node: '<node>',
      job: 'kubernetes-pods',
      instance: '192.0.2.1:9003',
    });
  });

  it('calls pod and namespace what the old chart calls them', () => {
    const { byJob } = explain(deployment({ annotations }), chartJobs('helm-legacy'));
    const labels = byJob['kubernetes-pods']?.targets[0]?.labels;
    expect(labels?.get('kubernetes_namespace')).toBe('shop');
    expect(labels?.get('kubernetes_pod_name')).toBe('orders-<hash>-<id>');
  });

  it('says which step leaves a pod out, and what it saw', () => {
    const { byJob, scrapes } = explain(
      deployment({ annotations: { ...annotations, 'prometheus.io/scrape': 'True' } }),
    );
    expect(scrapes).toBe(0);
    expect(byJob['kubernetes-pods']?.refusals).toEqual([
      { step: expect.objectContaining({ number: 1, action: 'keep', regex: 'true', value: 'True' }) },
    ]);
  });

  it('counts each port that nobody chose between', () => {
    expect(explain(deployment({ annotations: scrape, ports: [8080, 9003] })).scrapes).toBe(2);
  });

  it('takes several ports and an init container for the one target they become', () => {
    const { scrapes, byJob } = explain(deployment({ annotations, ports: [8080, 9003], init: true }));
    expect(scrapes).toBe(1);
    expect(byJob['kubernetes-pods']?.found).toBe(3);
  });

  it('sees a pod that its Service has scraped again', () => {
    const service = {
      kind: 'Service',
      metadata: { name: 'orders', namespace: 'shop', annotations },
      spec: { selector: { app: 'orders' }, ports: [{ name: 'http', port: 80, targetPort: 9003 }] },
    };
    const { scrapes, byJob } = explain(`${deployment({ annotations })}\n---\n${JSON.stringify(service)}`);
    expect(scrapes).toBe(2);
    expect(byJob['kubernetes-service-endpoints']?.targets[0]?.url).toBe('http://192.0.2.1:9003/metrics');
  });

  it('hands over parameters, path and scheme, and slows down', () => {
    const { byJob } = explain(
      deployment({
        annotations: {
          'prometheus.io/scrape-slow': 'true',
          'prometheus.io/port': '9003',
          'prometheus.io/path': '/prom',
          'prometheus.io/scheme': 'https',
          'prometheus.io/param_module': 'x',
        },
      }),
    );
    expect(byJob['kubernetes-pods-slow']?.targets[0]).toMatchObject({
      url: 'https://192.0.2.1:9003/prom?module=x',
      interval: '5m',
      timeout: '30s',
    });
  });

  it('finds the pods of our own patch', () => {
    const [patch] = generateKubernetes(createKubernetesService({}));
    expect(explain(patch?.content ?? '').scrapes).toBe(1);
  });
});

describe('explainScrape by monitors', () => {
  it.each(['pod', 'service'] as const)(
    'finds the pods of our own objects by a monitor of the %s',
    (monitor) => {
      const files = generateKubernetes(createKubernetesService({ discovery: 'operator', monitor }));
      const text = files
        .filter(({ path }) => /pod-template|monitor|service-/.test(path))
        .map(({ content }) => content)
        .join('---\n');
      const workloads = readWorkloads(text);
      const [verdict] = explainScrape(workloads, monitorJobs(workloads.monitors));
      expect(verdict?.scrapes).toBe(1);
      const labels = verdict?.jobs[0]?.targets[0]?.labels;
      expect(labels?.get('app')).toBe('order-service');
      expect(labels?.get('pod_template_hash')).toBe('<hash>');
      expect(labels?.get('job')).toBe(monitor === 'pod' ? 'default/order-service' : 'order-service-metrics');
    },
  );

  it('says that a port without a name is not found', () => {
    const monitor = {
      kind: 'PodMonitor',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'orders' } }, podMetricsEndpoints: [{ port: 'metrics' }] },
    };
    const workloads = readWorkloads(`${deployment()}\n---\n${JSON.stringify(monitor)}`);
    const [verdict] = explainScrape(workloads, monitorJobs(workloads.monitors));
    expect(verdict?.jobs[0]?.refusals).toEqual([
      { step: expect.objectContaining({ regex: 'metrics', value: '' }) },
    ]);
  });
});

describe('monitorJobs', () => {
  const jobOf = (kind: string, endpoint: object) => {
    const list = kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
    const spec = { selector: {}, [list]: [endpoint] };
    const monitor = { kind, metadata: { name: 'm', namespace: 'shop' }, spec };
    return monitorJobs(readWorkloads(JSON.stringify(monitor)).monitors)[0];
  };

  // Each of these was told otherwise than the operator's own generator has it.
  it('hands the parameters of an endpoint over', () => {
    expect(jobOf('PodMonitor', { port: 'metrics', params: { 'match[]': ['up', 'down'] } })?.params).toEqual({
      'match[]': ['up', 'down'],
    });
  });

  it.each([
    [9003, '__meta_kubernetes_pod_container_port_number'],
    ['9003', '__meta_kubernetes_pod_container_port_name'],
  ])('takes the target port %j for what it is in the manifest', (targetPort, source) => {
    expect(jobOf('ServiceMonitor', { targetPort })?.relabel_configs).toContainEqual({
      action: 'keep',
      source_labels: [source],
      regex: '9003',
    });
  });

  it('takes a label away by an empty replacement', () => {
    const relabelings = [{ targetLabel: 'team', replacement: '' }];
    expect(jobOf('PodMonitor', { port: 'metrics', relabelings })?.relabel_configs.at(-1)).toMatchObject({
      target_label: 'team',
      replacement: '',
    });
  });

  it('gives no label `endpoint` to a port that is known by its number only', () => {
    expect(jobOf('PodMonitor', { portNumber: 9003 })?.relabel_configs).toContainEqual({
      target_label: 'endpoint',
      replacement: '',
    });
  });
});
