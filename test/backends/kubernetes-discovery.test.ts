import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateKubernetes } from '../../src/generate/kubernetes.js';
import { generateSignals } from '../../src/generate/signals.js';
import { discover } from '../../src/scrape/discover.js';
import { explainScrape } from '../../src/scrape/explain-scrape.js';
import { readJobs } from '../../src/scrape/read-jobs.js';
import { readWorkloads } from '../../src/scrape/read-workloads.js';
import { type DemoPod, podObject, serveKubeState, serveService } from '../support/demo-pods.js';
import { findFreePort } from '../support/free-port.js';
import { type KubeApi, startKubeApi } from '../support/kube-api.js';
import { createKubernetesService } from '../support/kubernetes-service.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';
import { startVictoriaMetrics, type VictoriaMetrics } from '../support/victoria-metrics.js';
import { waitUntil } from '../support/wait-until.js';

interface Target {
  readonly scrapeUrl: string;
  readonly labels: Readonly<Record<string, string>>;
}

const port = await findFreePort();
const catalog = createKubernetesService(
  {},
  { service: { name: 'order-service', environment: 'demo', governorPort: port } },
);
const made = generateKubernetes(catalog);
const contentOf = (name: string) => made.find(({ path }) => path.endsWith(name))?.content ?? '';
const snippet = contentOf('prometheus-scrape.snippet.yaml');
const [job] = (load(snippet) as { scrape_configs: Record<string, unknown>[] }).scrape_configs;
const template = (
  load(contentOf('pod-template.patch.yaml')) as {
    spec: {
      template: {
        metadata: Pick<DemoPod, 'labels' | 'annotations'>;
        spec: { containers: [{ ports: DemoPod['ports'] }] };
      };
    };
  }
).spec.template;
const { labels = {}, annotations = {} } = template.metadata;
const ports = template.spec.containers[0].ports ?? [];
const ip = (last: number) => `127.0.77.${last}`;

/** Pods as our patch makes them, and pods that somebody wrote otherwise. */
const pods: DemoPod[] = [
  { name: 'order-service-1', ip: ip(1), labels, annotations, ports },
  {
    name: 'order-service-2',
    ip: ip(2),
    labels,
    annotations,
    ports: [{ name: 'http', containerPort: 8080 }, ...ports],
    initContainers: [{ name: 'init', image: 'i' }],
  },
  {
    name: 'with-path',
    ip: ip(3),
    labels: { app: 'b', enable: 'on' },
    annotations: { ...annotations, 'prometheus.io/path': '/prom', 'prometheus.io/param_module': 'x' },
  },
  {
    name: 'misspelt',
    ip: ip(4),
    labels: { app: 'c' },
    annotations: { ...annotations, 'prometheus.io/scrape': 'True' },
  },
  {
    name: 'slow',
    ip: ip(5),
    labels: { app: 'd' },
    annotations: { ...annotations, 'prometheus.io/scrape-slow': 'true' },
  },
  { name: 'pending', ip: ip(6), labels: { app: 'e' }, annotations, phase: 'Pending' },
  { name: 'silent', ip: ip(7), labels: { app: 'f' }, ports },
  {
    name: 'portless',
    ip: ip(8),
    labels: { app: 'g' },
    annotations: { 'prometheus.io/scrape': 'true' },
    ports,
  },
  { name: 'kube-state-metrics', ip: ip(9), labels: { app: 'ksm' }, annotations },
];

describeWith(['prometheus', 'victoria-metrics'], 'discovery through our annotations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-discovery-'));
  const targetsFile = join(folder, 'targets.json');
  const closers: (() => Promise<void>)[] = [];
  let api: KubeApi;
  let victoria: VictoriaMetrics;
  let prometheus: Prometheus;

  /** What Prometheus of Debian, which cannot ask Kubernetes, is told by a file: what our own discovery finds. */
  function tellPrometheus(): void {
    const found = discover('pod', readWorkloads(JSON.stringify({ items: api.all('pods') })));
    const groups = found.map(({ labels: one }) => ({
      targets: [one.get('__address__')],
      labels: Object.fromEntries(one),
    }));
    writeFileSync(`${targetsFile}.new`, JSON.stringify(groups));
    renameSync(`${targetsFile}.new`, targetsFile);
  }

  async function activeTargets(url: string): Promise<Target[]> {
    const reply = (await (await fetch(`${url}/api/v1/targets?state=active`)).json()) as {
      data: { activeTargets: Target[] };
    };
    const targets = reply.data.activeTargets.map(({ scrapeUrl, labels: of }) => ({ scrapeUrl, labels: of }));
    return targets.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }

  /** Waits until both have as many targets as are expected, and returns whose they are. */
  async function bothHave(condition: (targets: readonly Target[]) => boolean, what: string) {
    const both = async () =>
      [await activeTargets(victoria.url), await activeTargets(prometheus.url)] as const;
    await waitUntil(async () => (await both()).every(condition), what, 60_000);
    return both();
  }

  beforeAll(async () => {
    api = await startKubeApi();
    for (const pod of pods) api.put('pods', podObject(pod));
    closers.push(
      await serveService(
        pods.slice(0, 8).map((pod) => pod.ip),
        port,
      ),
    );
    closers.push(await serveKubeState(api, ip(9), port));
    tellPrometheus();
    const { kubernetes_sd_configs: _, job_name: __, honor_labels: ___, ...steps } = job ?? {};
    prometheus = await startPrometheus([], [], {
      ...steps,
      file_sd_configs: [{ files: [targetsFile], refresh_interval: '1s' }],
    });
    const discovery = [{ role: 'pod', api_server: api.url }];
    victoria = await startVictoriaMetrics([], [{ ...job, kubernetes_sd_configs: discovery }]);
  });
  afterAll(async () => {
    await prometheus?.close();
    await victoria?.close();
    await Promise.all(closers.map((close) => close()));
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds the same targets with the same labels by VictoriaMetrics in Kubernetes, by Prometheus, and by explain-scrape', async () => {
    const [theirs, others] = await bothHave((targets) => targets.length === 5, 'five targets are found');
    const { jobs, defaults } = readJobs(snippet);
    const verdicts = explainScrape(readWorkloads(JSON.stringify({ items: api.all('pods') })), jobs, defaults);
    const ours = verdicts
      .flatMap(({ jobs: all }) => all.flatMap(({ targets }) => targets))
      .map(({ url, labels: of }) => ({ scrapeUrl: url, labels: Object.fromEntries(of) }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(theirs).toEqual(others);
    expect(ours).toEqual(others);
    expect(others.map(({ labels: { pod } }) => pod).sort()).toEqual([
      'kube-state-metrics',
      'order-service-1',
      'order-service-2',
      'portless',
      'with-path',
    ]);
    console.log(`${theirs.length} targets of ${pods.length} pods, three times the same`);
  });

  it('fills every column of the table of instances by live queries', async () => {
    const table = generateSignals(catalog)['instances']?.['instances'];
    const columns = table?.columns ?? [];
    const filled = (table?.targets ?? []).map(({ expr }) =>
      expr.replace(/\$(?:namespace|version|instance)/g, '.*').replaceAll('$app', 'order-service'),
    );
    for (const scraper of [prometheus, victoria]) {
      await waitUntil(
        async () =>
          (await Promise.all(filled.map((expr) => scraper.query(expr)))).every((rows) => rows.length === 2),
        'each query has a row for both pods',
        60_000,
      );
      const rows = await Promise.all(filled.map((expr) => scraper.query(expr)));
      const empty = columns.filter(({ field }) => {
        const letter = /^Value #(\w)$/.exec(field)?.[1];
        if (letter !== undefined)
          return !rows[letter.charCodeAt(0) - 65]?.every(({ value }) => Number(value?.[1]) > 1e12);
        return !rows.some((of) => of.length > 0 && of.every(({ metric }) => (metric[field] ?? '') !== ''));
      });
      expect(empty.map(({ id }) => id)).toEqual([]);
    }
    console.log(`${columns.length} columns filled by Prometheus and by VictoriaMetrics`);
    expect(columns).toHaveLength(12);
  });

  it('follows a label that changes and a pod that goes', async () => {
    const [first, second] = pods;
    if (first === undefined || second === undefined) throw new Error('no pods');
    api.put('pods', podObject({ ...first, labels: { ...labels, version: 'next' } }));
    api.remove('pods', second.name, 'shop');
    tellPrometheus();
    const [theirs, others] = await bothHave(
      (targets) => targets.length === 4 && targets.some(({ labels: of }) => of['version'] === 'next'),
      'both know of the change',
    );
    expect(theirs).toEqual(others);
  });
});
