import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAll } from '../../src/generate/generate-all.js';
import { type BusyService, serve, startBusyService } from '../support/busy-service.js';
import { goServicePage, kubePage } from '../support/cluster-pages.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';
import { startVictoriaMetrics, type VictoriaMetrics } from '../support/victoria-metrics.js';

const ordersCreated = defineCounter({ name: 'custom_orders_created_total', help: 'Orders.' });
const catalog = createServiceCatalog(
  {
    service: { name: 'shop' },
    slos: [
      { name: 'available', kind: 'availability', objective: 99.9 },
      { name: 'fast', kind: 'latency', objective: 99, thresholdSeconds: 0.5 },
    ],
  },
  [ordersCreated],
);
const { files } = generateAll(catalog);
const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';

/** Every query of every board, with its variables filled in as Grafana would. */
const queries = [
  ...new Set(
    files
      .filter(({ path }) => path.startsWith('dashboards/'))
      .flatMap(({ content }) => findExpressions(JSON.parse(content)))
      .map((expr) =>
        expr
          .replaceAll('$__rate_interval', '10s')
          .replace(/\$(?:namespace|app|version|instance|method)/g, '.*'),
      ),
  ),
];

const rules = ['alert-rules', 'recording-rules'].flatMap((name) => {
  const { groups } = load(contentOf(`alerts/${name}.yaml`)) as {
    groups: { rules: { expr: string; alert?: string; record?: string }[] }[];
  };
  return groups.flatMap((group) => group.rules);
});

function findExpressions(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'expr' in value && typeof value.expr === 'string' ? [value.expr] : [];
  return [...own, ...Object.values(value).flatMap(findExpressions)];
}

const pod = (name: string) => ({
  namespace: 'n',
  pod: name,
  app: 'shop',
  version: 'pro',
  enable: 'true',
  pod_template_hash: '59',
});

describeWith(
  ['prometheus', 'victoria-metrics'],
  'boards and rules of a fleet of Node.js and Go services under load',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-boards-'));
    const closers: (() => Promise<void>)[] = [];
    let prometheus: Prometheus;
    let victoria: VictoriaMetrics;

    beforeAll(async () => {
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1000;
      const node: BusyService = await startBusyService('shop', [ordersCreated]);
      closers.push(node.close);
      const go = await serve(() => goServicePage('shop', seconds()));
      closers.push(go.close);
      const kube = await serve(() => kubePage('n', ['node-0', 'go-0'], seconds()));
      closers.push(kube.close);
      const targets = [
        { address: node.address, labels: pod('node-0') },
        { address: go.address, labels: pod('go-0') },
        { address: kube.address, labels: {} },
      ];
      const ruleFiles = ['alert-rules', 'recording-rules'].map((name) => join(folder, `${name}.yaml`));
      for (const path of ruleFiles) writeFileSync(path, contentOf(`alerts/${path.slice(folder.length + 1)}`));
      prometheus = await startPrometheus(targets, ruleFiles);
      closers.push(prometheus.close);
      victoria = await startVictoriaMetrics(targets);
      closers.push(victoria.close);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
    }, 120_000);

    afterAll(async () => {
      for (const close of closers) await close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('answers every query of every board on Prometheus', async () => {
      const silent: string[] = [];
      for (const query of queries) if ((await prometheus.query(query)).length === 0) silent.push(query);
      console.log(`Prometheus: ${queries.length - silent.length} of ${queries.length} queries return data`);
      expect(silent).toEqual([]);
    });

    it('answers them on VictoriaMetrics too, but for what rules record', async () => {
      // Debian has no vmalert, so nothing records there.
      const asked = queries.filter((query) => !/\w:\w+:\w/.test(query));
      const silent: string[] = [];
      for (const query of asked) if ((await victoria.count(query)) === 0) silent.push(query);
      console.log(`VictoriaMetrics: ${asked.length - silent.length} of ${asked.length} queries return data`);
      expect(silent).toEqual([]);
    });

    it('evaluates every rule on both', async () => {
      const reply = await fetch(`${prometheus.url}/api/v1/rules`);
      const { data } = (await reply.json()) as { data: { groups: { rules: { health: string }[] }[] } };
      const evaluated = data.groups.flatMap((group) => group.rules);
      expect(evaluated.filter(({ health }) => health !== 'ok')).toEqual([]);
      expect(evaluated.length).toBe(rules.length);
      for (const { expr } of rules) await victoria.count(expr);
      console.log(`${rules.length} rules evaluate on Prometheus and on VictoriaMetrics`);
    });

    it('shows both kinds of processes in one panel and one table', async () => {
      const heap = await prometheus.query(queries.find((query) => query.includes('go_memstats')) ?? '');
      expect(heap.map(({ metric }) => metric['pod']).sort()).toEqual(['go-0', 'node-0']);
      const table = queries.filter((query) => query.includes('label_replace'));
      const info = await prometheus.query(table.find((query) => query.includes('go_version')) ?? '');
      expect(info.map(({ metric }) => metric['runtime_version']).sort()).toEqual(['go1.22', process.version]);
      const status = await prometheus.query(table.find((query) => query.includes('status_phase')) ?? '');
      expect(status.map(({ metric }) => metric['status'])).toEqual(['Running', 'Running']);
    });
  },
);
