import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAll } from '../../src/generate/generate-all.js';
import { generateStack, watchedLocally } from '../../src/generate/stack.js';
import {
  type Alertmanager,
  alertmanagerProgram,
  startAlertmanager,
  waitFor,
} from '../support/alertmanager.js';
import { type BusyService, startBusyService } from '../support/busy-service.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheusWith } from '../support/prometheus.js';
import { serveHttp } from '../support/serve-http.js';

const soon = { for: '0s' };
const services = (['zap', 'ego', 'ecs'] as const).map((logDialect, i) => {
  const catalog = watchedLocally(
    createServiceCatalog(
      {
        service: { name: `shop-${logDialect}`, governorPort: 9003 + i },
        conventions: { logDialect },
        slos: [{ name: 'available', kind: 'availability', objective: 99.9 }],
        generate: { alerts: { ServerErrorRatioHigh: soon, AvailabilityBudgetBurn: soon } },
      },
      [],
    ),
  );
  return { catalog, files: generateAll(catalog).files };
});
const folder = mkdtempSync(join(tmpdir(), 'tricord-stack-'));
const pathOf = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
for (const { path, content } of generateStack(services)) {
  mkdirSync(dirname(pathOf(path)), { recursive: true });
  writeFileSync(pathOf(path), content);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(findProgram(program) ?? program, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describeWith(['promtool', 'amtool'], 'the configuration of the stack', () => {
  it('is one that promtool accepts, with every rule file of every service', () => {
    const { status, stdout, stderr } = run('promtool', [
      'check',
      'config',
      pathOf('prometheus/prometheus.yml'),
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('SUCCESS: 6 rule files found');
  });

  it('is one that amtool accepts, and pages for each service', () => {
    const path = pathOf('alertmanager/alertmanager.yml');
    expect(run('amtool', ['check-config', path])).toMatchObject({ status: 0 });
    for (const app of ['shop-zap', 'shop-ego', 'shop-ecs']) {
      const asked = ['config', 'routes', 'test', `--config.file=${path}`, '--verify.receivers=page'];
      expect(run('amtool', [...asked, `app=${app}`, 'severity=critical']).status).toBe(0);
    }
  });
});

interface Project {
  readonly services: Record<
    string,
    {
      readonly volumes?: readonly { type: string; source: string; target: string; read_only?: boolean }[];
      readonly ports?: readonly { host_ip: string }[];
      readonly extra_hosts?: readonly string[];
    }
  >;
}

describeWith(['compose-check'], "the compose file, read by Docker Compose's own library", () => {
  const { status, stdout, stderr } = run('compose-check', [pathOf('compose.yaml')]);
  const project = () => JSON.parse(stdout) as Project;

  it('is accepted', () => {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Object.keys(project().services).sort()).toEqual(
      ['alertmanager', 'collector', 'grafana', 'jaeger', 'loki', 'prometheus'].sort(),
    );
  });

  it('mounts folders of the stack for reading only, and opens ports for this machine only', () => {
    const all = Object.values(project().services);
    const binds = all.flatMap(({ volumes = [] }) => volumes.filter(({ type }) => type === 'bind'));
    expect(binds).toHaveLength(6);
    for (const { source, read_only } of binds) {
      expect(source.startsWith(folder)).toBe(true);
      expect(read_only).toBe(true);
    }
    const ports = all.flatMap(({ ports = [] }) => ports);
    expect(ports).toHaveLength(6);
    for (const { host_ip } of ports) expect(host_ip).toBe('127.0.0.1');
    expect(project().services['prometheus']?.extra_hosts).toEqual(['host.docker.internal=host-gateway']);
  });

  it('tells a wrong key', () => {
    writeFileSync(pathOf('wrong.yaml'), read('compose.yaml').replace('restart:', 'restrat:'));
    const wrong = run('compose-check', [pathOf('wrong.yaml')]);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('restrat');
  });
});

describeWith(['prometheus', alertmanagerProgram], 'the stack, as far as it runs without containers', () => {
  let service: BusyService;
  let prometheus: Prometheus;
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    service = await startBusyService('shop-zap');
    service.failing(1);
    alertmanager = await startAlertmanager(read('alertmanager/alertmanager.yml'));
    // Only addresses and the pace differ from what is generated.
    const config = read('prometheus/prometheus.yml')
      .replaceAll('alertmanager:9093', alertmanager.address)
      .replace('host.docker.internal:9003', service.address)
      .replaceAll(/(?<=_interval: )15s|(?<=_timeout: )10s/g, '1s');
    writeFileSync(pathOf('prometheus/here.yml'), config);
    prometheus = await startPrometheusWith(pathOf('prometheus/here.yml'));
  }, 120_000);

  afterAll(async () => {
    await service?.close();
    await prometheus?.close();
    await alertmanager?.close();
  });

  it('scrapes the service under the labels that its boards ask for', async () => {
    const selector = '{namespace="default", app="shop-zap", version="pro", pod="shop-zap-0"}';
    await waitFor(
      async () => (await prometheus.query(`up${selector}`))[0]?.value?.[1] === '1',
      'the service is up',
    );
    await waitFor(
      async () => (await prometheus.query(`ego_server_handle_total${selector}`)).length > 0,
      'its metrics are there',
    );
  });

  it('loads the rules of every service, and each is healthy', async () => {
    const rules = async () => {
      const reply = await fetch(`${prometheus.url}/api/v1/rules`);
      const { data } = (await reply.json()) as {
        data: { groups: { file: string; rules: { health: string }[] }[] };
      };
      return data.groups;
    };
    await waitFor(
      async () => (await rules()).every((group) => group.rules.every(({ health }) => health !== 'unknown')),
      'every rule was evaluated',
    );
    const groups = await rules();
    expect(new Set(groups.map(({ file }) => file)).size).toBe(6);
    expect(groups.flatMap((group) => group.rules).filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  it('brings an alert of the service to Alertmanager', async () => {
    await waitFor(async () => {
      const alerts = await alertmanager.alerts();
      return alerts.some(
        ({ labels }) => labels['alertname'] === 'ServerErrorRatioHigh' && labels['app'] === 'shop-zap',
      );
    }, 'the alert arrived');
  });
});

interface LogRecord {
  readonly timeUnixNano?: string;
  readonly body: { readonly stringValue: string };
  readonly attributes?: readonly unknown[];
}
interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}
interface LogRequest {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes?: readonly Attribute[] };
    readonly scopeLogs: readonly { readonly logRecords: readonly LogRecord[] }[];
  }[];
}

/** What arrives where Loki would listen. */
interface Arrived {
  readonly labels: Record<string, string>;
  readonly line: string;
  readonly at: string | undefined;
  readonly attributes: readonly unknown[];
}

describeWith(['otelcol'], 'the collector of the stack', () => {
  const arrived: Arrived[] = [];
  const paths = new Set<string>();
  let loki: Awaited<ReturnType<typeof serveHttp>>;
  let collector: ChildProcess;
  let said = '';

  beforeAll(async () => {
    const server = createServer((request, response) => {
      paths.add(request.url ?? '');
      void text(request).then((body) => {
        for (const { resource, scopeLogs } of (JSON.parse(body) as LogRequest).resourceLogs) {
          const labels = Object.fromEntries(
            (resource.attributes ?? []).map(({ key, value }) => [key, value.stringValue]),
          );
          for (const { body: line, timeUnixNano, attributes = [] } of scopeLogs.flatMap((s) => s.logRecords))
            arrived.push({ labels, line: line.stringValue, at: timeUnixNano, attributes });
        }
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    loki = await serveHttp(server);
    mkdirSync(pathOf('logs'));
    const config = load(read('collector/collector.yml')) as {
      receivers: { file_log: { include: string[] } };
      exporters: { otlp_http: object };
    };
    config.receivers.file_log.include = config.receivers.file_log.include.map((path) =>
      path.replace('/logs', pathOf('logs')),
    );
    config.exporters.otlp_http = { endpoint: `${loki.url}/otlp`, encoding: 'json', compression: 'none' };
    writeFileSync(pathOf('collector/here.json'), JSON.stringify(config));
    const lines = [
      '{"level":"info","ts":"2026-11-27T10:00:00.250Z","msg":"a","service":"shop-zap","traceId":"4b"}',
      '{"lv":"info","ts":1795773600,"msg":"b","app":"shop-ego","tid":"4b"}',
      '{"@timestamp":"2026-11-27T10:00:00.250Z","log.level":"info","message":"c","service.name":"shop-ecs"}',
      'no JSON at all',
    ];
    appendFileSync(pathOf('logs/all.ndjson'), `${lines.join('\n')}\n`);
    collector = spawn(
      findProgram('otelcol') ?? 'otelcol',
      ['--config', `file:${pathOf('collector/here.json')}`],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    collector.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await waitFor(() => Promise.resolve(arrived.length >= lines.length), 'four lines arrived', 30_000);
  });
  afterAll(async () => {
    collector.kill('SIGTERM');
    await new Promise((resolve) => collector.once('exit', resolve));
    await loki.close();
  });

  it('is configured in its own words, none of them outdated', () => {
    const { status, stderr } = run('otelcol', [
      'validate',
      '--config',
      `file:${pathOf('collector/collector.yml')}`,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(said).not.toMatch(/deprecat/i);
  });

  it.each([
    { app: 'shop-zap', at: '1795773600250000000' },
    { app: 'shop-ego', at: '1795773600000000000' },
    { app: 'shop-ecs', at: '1795773600250000000' },
  ])('brings lines of $app as they are, under its name and at their time', ({ app, at }) => {
    const found = arrived.filter(({ labels }) => labels['app'] === app);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ labels: { app, namespace: 'default' }, at, attributes: [] });
    expect(JSON.parse(found[0]?.line ?? '')).toMatchObject({});
    expect(read('logs/all.ndjson')).toContain(`${found[0]?.line}\n`);
  });

  it('passes on what is no JSON, and says nothing of it', () => {
    expect(arrived.find(({ line }) => line === 'no JSON at all')?.labels).toEqual({ namespace: 'default' });
    expect(said).not.toMatch(/\berror\b/i);
  });

  it("calls the path under which Loki takes OpenTelemetry's lines", () => {
    expect([...paths]).toEqual(['/otlp/v1/logs']);
  });
});
