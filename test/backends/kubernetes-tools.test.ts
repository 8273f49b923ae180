import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateAll } from '../../src/generate/generate-all.js';
import { type KubeApi, startKubeApi } from '../support/kube-api.js';
import { createKubernetesService } from '../support/kubernetes-service.js';
import { builtFolder } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'tricord-kubernetes-'));
const kubernetes = join(folder, 'kubernetes');
const { files } = generateAll(
  createKubernetesService({
    discovery: 'operator',
    labels: { release: 'monitoring' },
    prometheusUrl: 'http://prometheus:9090',
    scaling: {
      by: 'keda',
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [{ name: 'custom_orders_created_total', perPod: 5 }],
    },
    canary: { by: 'argo' },
    chart: true,
  }),
);
const made = files.filter(({ path }) => path.startsWith('kubernetes/'));

interface Built {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
  readonly spec?: any;
}

function parse(text: string): Built[] {
  return loadAll(text, { schema: YAML11_SCHEMA }).filter((one) => one !== null) as Built[];
}

function sortedNames(objects: readonly Built[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

const { resources } = load(made.find(({ path }) => path.endsWith('/kustomization.yaml'))?.content ?? '') as {
  resources: string[];
};
const objects = resources.flatMap((name) =>
  parse(made.find(({ path }) => path === `kubernetes/${name}`)?.content ?? ''),
);

async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run(join(builtFolder, 'kubectl'), args, {
    maxBuffer: 1 << 26,
    env: { ...process.env, KUBECONFIG: join(folder, 'none'), HOME: folder },
  });
  return stdout;
}

describeWith(['kubectl', 'helm'], 'kubectl, kustomize and Helm', () => {
  let api: KubeApi;
  beforeAll(async () => {
    for (const { path, content } of made) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    api = await startKubeApi();
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('build every object of the kustomization, unchanged', async () => {
    const built = parse(await kubectl('kustomize', kubernetes));
    expect(sortedNames(built)).toEqual(sortedNames(objects));
    for (const object of objects)
      expect(
        built.find((one) => one.kind === object.kind && one.metadata.name === object.metadata.name),
      ).toEqual(object);
    console.log(`${built.length} objects built`);
  });

  it('merge our patch into a Deployment, and a patch of one alert into the rules', async () => {
    const overlay = {
      resources: ['deployment.yaml', 'kubernetes'],
      openapi: { path: 'kubernetes/kustomize-openapi.json' },
      patches: [{ path: 'kubernetes/pod-template.patch.yaml' }, { path: 'alert.yaml' }],
    };
    const container = {
      name: 'order-service',
      image: 'shop/orders',
      env: [{ name: 'A', value: 'b' }],
      ports: [{ containerPort: 8080 }],
    };
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'order-service' },
      spec: {
        selector: { matchLabels: { app: 'order-service' } },
        template: {
          metadata: { labels: { app: 'order-service' } },
          spec: { containers: [container, { name: 'proxy', image: 'p' }] },
        },
      },
    };
    const rules = objects.find(({ metadata }) => metadata.name === 'order-service-alerts');
    const group = rules?.spec.groups.find(({ rules: all }: { rules: { alert: string }[] }) =>
      all.some(({ alert }) => alert === 'TargetsDown'),
    );
    const patch = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'order-service-alerts' },
      spec: { groups: [{ name: group.name, rules: [{ alert: 'TargetsDown', for: '77m' }] }] },
    };
    for (const [name, content] of Object.entries({
      'kustomization.yaml': overlay,
      'deployment.yaml': deployment,
      'alert.yaml': patch,
    }))
      writeFileSync(join(folder, name), JSON.stringify(content));
    const built = parse(await kubectl('kustomize', folder));
    const spec = built.find(({ kind }) => kind === 'Deployment')?.spec.template.spec;
    expect(spec.containers.map(({ name }: { name: string }) => name).sort()).toEqual([
      'order-service',
      'proxy',
    ]);
    const own = spec.containers.find(({ name }: { name: string }) => name === 'order-service');
    expect(own.image).toBe('shop/orders');
    expect(own.env.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['A', 'POD_NAME']),
    );
    expect(own.ports.map(({ containerPort }: { containerPort: number }) => containerPort).sort()).toEqual([
      8080, 9003,
    ]);
    const patched = built
      .find(({ metadata }) => metadata.name === 'order-service-alerts')
      ?.spec.groups.find(({ name }: { name: string }) => name === group.name);
    expect(patched.rules).toHaveLength(group.rules.length);
    const changed = patched.rules.find(({ alert }: { alert: string }) => alert === 'TargetsDown');
    const before = group.rules.find(({ alert }: { alert: string }) => alert === 'TargetsDown');
    expect(changed).toEqual({ ...before, for: '77m' });
  });

  it('lint the chart and render from it the very same objects, with the templates of alerts and boards untouched', async () => {
    const helm = join(builtFolder, 'helm');
    const env = { ...process.env, HOME: folder };
    const chart = join(kubernetes, 'chart');
    const lint = await run(helm, ['lint', '--strict', chart], { env });
    expect(lint.stdout).toContain('0 chart(s) failed');
    const { stdout } = await run(helm, ['template', 'x', chart], { env, maxBuffer: 1 << 26 });
    const rendered = parse(stdout);
    expect(sortedNames(rendered)).toEqual(sortedNames(objects));
    for (const object of objects)
      expect(
        rendered.find((one) => one.kind === object.kind && one.metadata.name === object.metadata.name),
      ).toEqual(object);
    expect(stdout).toContain('{{ $labels.');
  });

  it('apply the objects to an API server, which then has them as they are', async () => {
    const server = ['--server', api.url, '--namespace', 'shop', '--validate=false'];
    const names = resources.flatMap((name) => ['-f', join(kubernetes, name)]);
    const dry = await kubectl('apply', '--server-side', '--dry-run=server', ...server, ...names);
    expect(dry.trim().split('\n')).toHaveLength(objects.length);
    expect(api.all('podmonitors')).toEqual([]);
    const applied = await kubectl('apply', '--server-side', ...server, ...names);
    expect(applied.match(/serverside-applied$/gm)).toHaveLength(objects.length);
    const [rule] = api
      .all('prometheusrules')
      .filter(({ metadata }) => metadata.name === 'order-service-alerts');
    expect(rule?.['spec']).toEqual(
      objects.find(({ metadata }) => metadata.name === 'order-service-alerts')?.spec,
    );
    console.log(`${objects.length} objects applied`);
  });

  it('cannot apply an annotation without quotes', async () => {
    const file = join(folder, 'bad.yaml');
    const text = readFileSync(join(kubernetes, 'podmonitor-order-service.yaml'), 'utf8');
    writeFileSync(
      file,
      text.replace('  labels:\n', '  annotations:\n    prometheus.io/scrape: true\n  labels:\n'),
    );
    await expect(
      kubectl(
        'apply',
        '--server-side',
        '--validate=false',
        '--server',
        api.url,
        '--namespace',
        'shop',
        '-f',
        file,
      ),
    ).rejects.toThrow(/annotations of type string|is no string/);
  });
});
