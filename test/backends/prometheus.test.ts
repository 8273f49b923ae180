import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shop } from '../../examples/shop/demo/start-shop.js';
import { frameworkMetrics } from '../../src/catalog/index.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

const root = join(import.meta.dirname, '../..');
const shopFolder = join(root, 'dist/examples/shop/demo');

// What the demo starts where the programs are there, as CI demands.
const services = ['gateway', 'orders', 'fulfilment'] as const;

describeWith(
  ['prometheus', 'promtool', 'redis-server', 'java', 'kafka'],
  'a real Prometheus beside the demo',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-demo-'));
    let shop: Shop;
    let prometheus: Prometheus;
    const governorOf = (service: string): string =>
      shop.services.find(({ name }) => name === service)?.governor ?? '';

    beforeAll(async () => {
      const { startShop } = (await import(pathToFileURL(join(shopFolder, 'start-shop.js')).href)) as {
        startShop(output: string): Promise<Shop>;
      };
      const { driveTraffic } = (await import(pathToFileURL(join(shopFolder, 'drive-traffic.js')).href)) as {
        driveTraffic(base: string, seconds: number, onProgress: () => void): Promise<unknown>;
      };
      shop = await startShop(folder);
      for (const service of services) generate(service, shop.env, join(folder, service));
      prometheus = await startPrometheus(
        services.map((service) => ({
          address: new URL(governorOf(service)).host,
          labels: {
            app: `shop-${service}`,
            version: 'demo',
            enable: 'true',
            namespace: 'default',
            pod: `shop-${service}-0`,
            pod_template_hash: '5958',
          },
        })),
        services.flatMap((service) => ruleFiles(join(folder, service))),
      );
      await driveTraffic(shop.url, 20, () => {});
    }, 120_000);

    afterAll(async () => {
      await prometheus?.close();
      await shop?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('scrapes every process without an error', async () => {
      expect(await prometheus.targets()).toMatchObject([
        { health: 'up', lastError: '' },
        { health: 'up', lastError: '' },
        { health: 'up', lastError: '' },
      ]);
    });

    it.each([
      'ego_build_info',
      'ego_server_started_total',
      'ego_server_handle_total',
      'ego_server_handle_seconds_bucket',
      'ego_server_handle_seconds_count',
      'ego_client_started_total',
      'ego_client_handle_total',
      'ego_client_handle_seconds_bucket',
      'ego_client_stats_gauge',
      'ego_messaging_lag',
      'ego_telemetry_log_lines_total',
      'ego_telemetry_spans_total',
      'custom_orders_created_total',
      'custom_order_document_bytes_bucket',
      'custom_warehouse_used_ratio',
      'custom_baskets_received_total',
      'custom_parcels_packed_total',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_open_fds',
      'process_start_time_seconds',
      'nodejs_heap_space_size_used_bytes',
      'nodejs_gc_duration_seconds_count',
      'nodejs_eventloop_lag_p99_seconds',
      'nodejs_eventloop_utilization_ratio',
      'nodejs_heap_size_limit_bytes',
      'nodejs_version_info',
    ])('has %s', async (name) => {
      expect((await prometheus.query(name)).length).toBeGreaterThan(0);
    });

    it("carries exactly Ego's labels on every framework metric", async () => {
      const scrape = [
        '__name__',
        'instance',
        'job',
        'app',
        'version',
        'enable',
        'namespace',
        'pod',
        'pod_template_hash',
        'le',
      ];
      for (const metric of frameworkMetrics) {
        const series = await prometheus.query(`{__name__=~"ego_${metric.name}(_count)?"}`);
        for (const { metric: labels } of series) {
          const own = Object.keys(labels).filter((label) => !scrape.includes(label));
          // Prometheus does not keep an empty label, so a series may have fewer.
          expect(Object.keys(metric.labels)).toEqual(expect.arrayContaining(own));
        }
      }
    });

    // There is no cluster here; test/backends/boards.test.ts has what kube-state-metrics says.
    it.each(services)(
      'answers every query of the boards of %s that a cluster need not answer',
      async (service) => {
        const queries = readQueries(join(folder, service), service);
        const silent: string[] = [];
        for (const query of queries) {
          const result = await prometheus.query(query);
          if (result.length === 0) silent.push(query);
        }
        console.log(`${service}: ${queries.length - silent.length} of ${queries.length} queries return data`);
        expect(silent.filter((query) => !query.includes('kube_pod_'))).toEqual([]);
      },
    );

    it.each(services)(
      'has a page of %s that promtool accepts, but for one name that Ego published',
      async (service) => {
        const page = await (await fetch(`${governorOf(service)}/metrics`)).text();
        const { stderr } = spawnSync('promtool', ['check', 'metrics'], { input: page, encoding: 'utf8' });
        const findings = stderr.split('\n').filter((line) => line !== '');
        const published = "ego_client_stats_gauge metric name should not include type 'gauge'";
        expect(findings.filter((line) => line !== published)).toEqual([]);
      },
    );

    it('evaluates every rule', async () => {
      const reply = await fetch(`${prometheus.url}/api/v1/rules`);
      const { data } = (await reply.json()) as {
        data: { groups: { rules: { name: string; health: string }[] }[] };
      };
      const rules = data.groups.flatMap((group) => group.rules);
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.filter((rule) => rule.health !== 'ok')).toEqual([]);
    });
  },
);

function generate(service: string, env: Shop['env'], output: string): void {
  const config = join(root, 'examples/shop', service, 'tricord.config.ts');
  const cli = join(root, 'dist/src/cli/main.js');
  execFileSync(process.execPath, [cli, 'generate', '--config', config, '--output', output], {
    env: { ...process.env, ...env },
  });
}

function ruleFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /rules\.ya?ml$/.test(file)).map((file) => join(folder, file));
}

/** Every query of every generated board, with its variables filled in as Grafana would. */
function readQueries(folder: string, service: string): string[] {
  const boards = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /dashboards\/.*\.json$/.test(file),
  );
  const variables: Record<string, string> = {
    namespace: 'default',
    app: `shop-${service}`,
    version: 'demo',
    instance: '.*',
    method: '.*',
    summarize: '15s',
    __rate_interval: '15s',
    __interval: '15s',
    __range: '1m',
  };
  const queries = boards.flatMap((board) =>
    findExpressions(JSON.parse(readFileSync(join(folder, board), 'utf8'))),
  );
  return queries.map((query) =>
    query.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, name: string) => variables[name] ?? whole),
  );
}

function findExpressions(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'expr' in value && typeof value.expr === 'string' ? [value.expr] : [];
  return [...own, ...Object.values(value).flatMap(findExpressions)];
}
