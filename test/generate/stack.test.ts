import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';
import { generateAll } from '../../src/generate/generate-all.js';
import { generateGrafanaProvisioning } from '../../src/generate/grafana-provisioning.js';
import { generateStack, watchedLocally, withProvisionedLogs } from '../../src/generate/stack.js';
import { createGovernor } from '../../src/governor/index.js';
import { createTelemetry } from '../../src/telemetry.js';
import { dashboardsFile, dataSourcesFile, lokiFile } from '../support/grafana-files.js';

const configs: ServiceConfig[] = [
  { service: { name: 'orders', governorPort: 9003 } },
  {
    service: { name: 'gateway', governorPort: 9004, environment: 'demo' },
    conventions: { logDialect: 'ecs', namespace: 'shop' },
    generate: {
      scrape: 'helm-legacy',
      grafanaUrl: 'https://grafana.example',
      links: { jaeger: 'https://jaeger.example' },
    },
  },
];
const prepare = (show: typeof watchedLocally, given = configs) =>
  given.map((config) => {
    const catalog = show(createServiceCatalog(config, []));
    return { catalog, files: generateAll(catalog).files };
  });
const ajv = new Ajv2020({ allErrors: true });

interface DataSource {
  readonly name: string;
  readonly type: string;
  readonly uid: string;
  readonly url: string;
  readonly jsonData: Record<string, unknown>;
}
interface Variable {
  readonly type: string;
  readonly query?: string;
  readonly current?: { text: string; value: string };
}

describe('generateGrafanaProvisioning', () => {
  const files = generateGrafanaProvisioning(prepare(withProvisionedLogs));
  const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';
  const { datasources } = load(contentOf('datasources/tricord.yaml')) as { datasources: DataSource[] };
  const source = (type: string) => datasources.find((each) => each.type === type);
  const boards = files.filter(({ path }) => path.endsWith('.json'));

  it.each([
    ['datasources/tricord.yaml', dataSourcesFile],
    ['dashboards/tricord.yaml', dashboardsFile],
  ])('writes %s in the form that Grafana documents', (path, schema) => {
    const validate = ajv.compile(schema);
    expect(validate(load(contentOf(path))) || validate.errors).toBe(true);
  });

  it('names only uids that it provisions', () => {
    const uids = datasources.map(({ uid }) => uid);
    const named = [
      ...contentOf('datasources/tricord.yaml').matchAll(/(?:datasourceUid|alertmanagerUid): (.+)/g),
    ];
    expect(named.length).toBeGreaterThan(4);
    expect(named.map(([, uid]) => uid).filter((uid) => !uids.includes(uid ?? ''))).toEqual([]);
  });

  it('has every variable for a data source on every board begin with the provisioned one', () => {
    expect(boards.length).toBeGreaterThanOrEqual(10);
    const chosen = boards.flatMap(({ content }) => {
      const board = JSON.parse(content) as { templating: { list: Variable[] } };
      return board.templating.list.filter(({ type }) => type === 'datasource');
    });
    expect(new Set(chosen.map(({ query }) => query))).toEqual(new Set(['prometheus', 'loki']));
    for (const { query, current } of chosen) {
      const { uid, name } = source(query ?? '') ?? {};
      expect(current).toMatchObject({ value: uid, text: name });
    }
  });

  it('leaves nothing to the environment but the addresses', () => {
    const text = contentOf('datasources/tricord.yaml').replace(/^#.*$/gm, '').replaceAll('$$', '');
    expect(text.match(/\$.*/g)).toEqual([
      "${PROMETHEUS_URL}'",
      "${ALERTMANAGER_URL}'",
      "${JAEGER_URL}'",
      "${LOKI_URL}'",
    ]);
  });

  it('finds the trace id under the key of every dialect in use', () => {
    const { derivedFields } = source('loki')?.jsonData as { derivedFields: { matcherRegex: string }[] };
    const lines = ['{"level":"info","traceId":"4bf92f"}', '{"log.level":"info","trace.id":"4bf92f"}'];
    const found = lines.map((line) =>
      derivedFields.flatMap(({ matcherRegex }) => new RegExp(matcherRegex).exec(line)?.[1] ?? []),
    );
    expect(found).toEqual([['4bf92f'], ['4bf92f']]);
    expect(derivedFields.some(({ matcherRegex }) => new RegExp(matcherRegex).test('"trace_id":"1"'))).toBe(
      false,
    );
  });

  it('asks the metrics of every namespace in use when a trace leads to them', () => {
    const { tracesToMetrics } = source('jaeger')?.jsonData as {
      tracesToMetrics: { queries: { query: string }[] };
    };
    const queries = tracesToMetrics.queries.map(({ query }) => query);
    expect(queries.some((query) => query.includes('ego_server_handle_total{$$__tags}'))).toBe(true);
    expect(queries.some((query) => query.includes('shop_server_handle_total{$$__tags}'))).toBe(true);
  });

  it('gives each service a folder, whose path holds its boards', () => {
    const { providers } = load(contentOf('dashboards/tricord.yaml')) as {
      providers: { folder: string; folderUid: string; options: { path: string } }[];
    };
    expect(providers.map(({ folder, folderUid }) => [folder, folderUid])).toEqual([
      ['orders', 'tricord-orders'],
      ['gateway', 'tricord-gateway'],
    ]);
    for (const { options } of providers) {
      const folder = `${options.path.replace('/etc/grafana/provisioning/', '')}/`;
      expect(boards.filter(({ path }) => path.startsWith(folder)).length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe('generateStack', () => {
  const files = generateStack(prepare(watchedLocally));
  const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';

  it('gives the same bytes for the same services, sorted by path', () => {
    expect(generateStack(prepare(watchedLocally))).toEqual(files);
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).toSorted());
  });

  it('scrapes each service on the host under the labels that its boards ask for', () => {
    const { scrape_configs: jobs } = load(contentOf('prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; static_configs: object[] }[];
    };
    expect(jobs.map(({ job_name, static_configs }) => [job_name, static_configs[0]]).slice(0, 2)).toEqual([
      [
        'orders',
        {
          targets: ['host.docker.internal:9003'],
          labels: { app: 'orders', version: 'pro', enable: 'true', namespace: 'default', pod: 'orders-0' },
        },
      ],
      [
        'gateway',
        {
          targets: ['host.docker.internal:9004'],
          labels: {
            app: 'gateway',
            version: 'demo',
            enable: 'true',
            kubernetes_namespace: 'default',
            kubernetes_pod_name: 'gateway-0',
          },
        },
      ],
    ]);
  });

  it('mounts every file that it writes and every folder that a container reads', () => {
    const { services } = load(contentOf('compose.yaml')) as {
      services: Record<string, { volumes?: string[] }>;
    };
    const mounted = Object.values(services)
      .flatMap(({ volumes = [] }) => volumes)
      .flatMap((volume) => /^\.\/([\w-]+):/.exec(volume)?.[1] ?? []);
    const written = files.map(({ path }) => path.split('/')[0]).filter((name) => name !== 'compose.yaml');
    expect(new Set(mounted)).toEqual(new Set(written));
  });

  it('has Loki file lines under the labels that the boards look for', () => {
    const loki = load(contentOf('loki/loki.yml'));
    const validate = ajv.compile(lokiFile);
    expect(validate(loki) || validate.errors).toBe(true);
    expect(loki).toHaveProperty(
      'limits_config.otlp_config.resource_attributes.attributes_config.0.attributes',
      ['namespace', 'kubernetes_namespace', 'app'],
    );
  });

  it('pins every image to a version', () => {
    const images = [...contentOf('compose.yaml').matchAll(/image: '(.+)'/g)].map(([, image]) => image);
    expect(images).toHaveLength(6);
    for (const image of images) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+$/);
  });

  it("leads to the stack's own pages, whatever the configuration says of others", () => {
    const texts = files.map(({ content }) => content).join('\n');
    expect(texts).not.toContain('jaeger.example');
    expect(texts).not.toContain('grafana.example');
    expect(texts).toContain('http://localhost:16686/search');
    expect(texts).toContain('http://localhost:3000/d/tricord-gateway-api');
  });

  it('refuses two services that would need the same port', () => {
    const twice = configs.map((config) => ({
      ...config,
      service: { ...config.service, governorPort: 9003 },
    }));
    expect(() => generateStack(prepare(watchedLocally, twice))).toThrow(
      expect.objectContaining({ code: 'TRI_GENERATE_SHARED_PORT' }),
    );
  });
});

describe('a service that is run as the documentation says', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/provisioning.md'), 'utf8');
  const documented = Object.fromEntries(
    [...page.matchAll(/^export ([^#\n]+)/gm)]
      .flatMap(([, line = '']) => line.trim().split(' '))
      .map((assignment) => assignment.split('=') as [string, string])
      .filter(([name]) => name.startsWith('TRICORD_GOVERNOR_')),
  );
  const target = 'host.docker.internal:9003';

  it.each([
    { what: 'answers the Prometheus of the stack', leaveOut: '', status: 200 },
    {
      what: 'would not without the name it is called by',
      leaveOut: 'TRICORD_GOVERNOR_ALLOWED_HOSTS',
      status: 421,
    },
  ])('$what', async ({ leaveOut, status }) => {
    const env = Object.fromEntries(Object.entries(documented).filter(([name]) => name !== leaveOut));
    const telemetry = createTelemetry({
      service: { name: 'orders' },
      env: { ...env, TRICORD_GOVERNOR_PORT: '0' },
      logs: { destination: 'file', file: '/dev/null' },
    });
    const governor = await createGovernor(telemetry);
    try {
      const port = new URL(governor.url).port;
      const reply = await new Promise<IncomingMessage>((resolve) =>
        get({ host: '127.0.0.1', port, path: '/metrics', headers: { host: target } }, resolve),
      );
      reply.resume();
      expect(reply.statusCode).toBe(status);
    } finally {
      await telemetry.shutdown();
    }
  });
});
