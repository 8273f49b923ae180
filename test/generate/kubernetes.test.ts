import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';
import { generateKubernetes } from '../../src/generate/kubernetes.js';
import { variables } from '../../src/settings/variables.js';

function generate(service: ServiceConfig['service'], conventions: ServiceConfig['conventions'] = {}) {
  const [file] = generateKubernetes(createServiceCatalog({ service, conventions }, []));
  const content = file?.content ?? '';
  return { path: file?.path, content, patch: load(content, { schema: YAML11_SCHEMA }) as Patch };
}

interface Patch {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: object; readonly annotations: object };
      readonly spec: { readonly containers: readonly Container[] };
    };
  };
}

interface Container {
  readonly name: string;
  readonly ports: unknown;
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
}

describe('generateKubernetes', () => {
  it('gives pods the labels and annotations of the deck, every one of them a string', () => {
    const { path, content, patch } = generate({ name: 'order-service' });
    expect(path).toBe('kubernetes/pod-template.patch.yaml');
    expect(patch.spec.template.metadata).toEqual({
      labels: { app: 'order-service', enable: 'true', version: 'pro' },
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '9003',
        'prometheus.io/path': '/metrics',
      },
    });
    expect(content).toContain("prometheus.io/scrape: 'true'\n");
    expect(content).toContain("prometheus.io/port: '9003'\n");
  });

  it('names the port of the governor, which a PodMonitor looks for', () => {
    const [container] = generate({ name: 'order-service' }).patch.spec.template.spec.containers;
    expect(container).toMatchObject({
      name: 'order-service',
      ports: [{ name: 'metrics', containerPort: 9003, protocol: 'TCP' }],
    });
  });

  it('tells the process of its pod, and the governor to listen there', () => {
    const { env = [] } =
      generate({ name: 'a', governorPort: 9100 }).patch.spec.template.spec.containers[0] ?? {};
    expect(env.map(({ name }) => name)).toEqual([
      'POD_NAME',
      'POD_NAMESPACE',
      'POD_UID',
      'POD_IP',
      'NODE_NAME',
      'TRICORD_GOVERNOR_HOST',
      'TRICORD_GOVERNOR_PORT',
      'TRICORD_GOVERNOR_READ_ONLY',
    ]);
    expect(env.find(({ name }) => name === 'POD_IP')?.valueFrom).toEqual({
      fieldRef: { fieldPath: 'status.podIP' },
    });
    expect(env.slice(-2).map(({ value }) => value)).toEqual(['9100', 'true']);
  });

  it('sets only variables that the settings know', () => {
    const { env = [] } = generate({ name: 'a' }).patch.spec.template.spec.containers[0] ?? {};
    const known = variables.flatMap(({ names }) => names);
    const ours = env.map(({ name }) => name).filter((name) => name.startsWith('TRICORD_'));
    expect(ours.filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(['on', 'y', '1', '0x10', '1e3', 'null'])(
    'keeps the environment `%s` a string for YAML 1.1',
    (environment) => {
      const { labels } = generate({ name: 'a', environment }).patch.spec.template.metadata;
      expect(labels).toMatchObject({ version: environment });
    },
  );

  it('follows the conventions of a team', () => {
    const scrape = { port: 8080, path: '/prom' };
    const { annotations } = generate({ name: 'a' }, { scrape }).patch.spec.template.metadata;
    expect(annotations).toMatchObject({ 'prometheus.io/port': '8080', 'prometheus.io/path': '/prom' });
  });

  it.each([
    ['version', { name: 'a', environment: 'v1.2.3+build' }],
    ['version', { name: 'a', environment: '' }],
    ['app', { name: 'x'.repeat(64) }],
    ['app', { name: '-a' }],
  ])('refuses what cannot be the label %s', (label, service) => {
    expect(() => generate(service)).toThrow(
      expect.objectContaining({
        code: 'TRI_GENERATE_INVALID_LABEL',
        data: expect.objectContaining({ label }),
      }),
    );
  });
});
