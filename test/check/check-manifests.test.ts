import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { checkManifests } from '../../src/check/check-manifests.js';

const catalog = createServiceCatalog({ service: { name: 'orders' } }, []);
const template = `
    metadata:
      labels: { app: orders, enable: 'true', version: pro }
      annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '9003' }
    spec:
      containers: [{ name: a, ports: [{ containerPort: 9003 }] }]`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:${template}
`;
const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: orders }
spec:
  jobTemplate:
    spec:
      template:${template.replaceAll('\n', '\n    ')}
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: front, annotations: { prometheus.io/scrape: 'true' } }
spec: { selector: { app: orders } }
`;

function lines(...texts: string[]): string[] {
  const results = checkManifests(
    texts.map((text, i) => ({ file: `${i}.yaml`, text })),
    catalog,
  );
  return results.flatMap(({ problems }) =>
    problems.map(({ policy, text, location }) => `${location?.line}:${location?.column} ${policy}: ${text}`),
  );
}

describe('checkManifests', () => {
  it.each([
    ['a Deployment', deployment],
    ['a StatefulSet', deployment.replace('Deployment', 'StatefulSet')],
    ['a DaemonSet', deployment.replace('Deployment', 'DaemonSet')],
    ['a Job', deployment.replace('Deployment', 'Job')],
    ['a CronJob', cronJob],
    ['a Pod', `apiVersion: v1\nkind: Pod${template.replaceAll('\n    ', '\n')}\n`],
    ['several documents', `${deployment}---\n${cronJob}`],
    ['a list', `apiVersion: v1\nkind: List\nitems:\n  - ${deployment.replaceAll('\n', '\n    ')}`],
  ])('finds nothing in a good %s, and what is wrong with a bad one', (_, text) => {
    expect(lines(text)).toEqual([]);
    const bad = lines(text.replaceAll("prometheus.io/port: '9003'", "prometheus.io/prt: '9003'"));
    expect(bad.join()).toContain(
      'No scraper reads annotation `prometheus.io/prt`; did you mean `prometheus.io/port`.',
    );
  });

  it('reads JSON as the YAML it is', () => {
    const pod = {
      ...{ apiVersion: 'v1', kind: 'Pod' },
      metadata: { name: 'a', annotations: { 'prometheus.io/scrape': true } },
      spec: { containers: [] },
    };
    expect(lines(JSON.stringify(pod)).join()).toContain('is a boolean without its quotes');
  });

  it('leaves pods alone that nobody scrapes', () => {
    expect(
      lines(deployment.replace("prometheus.io/scrape: 'true', ", '').replace('app: orders, ', '')),
    ).toEqual([]);
  });

  it('finds a service of another file before the same pods', () => {
    const [line = ''] = lines(deployment, service);
    expect(line).toContain('Deployment `orders` and Service `front` before it are both annotated');
    expect(lines(deployment, service.replace('app: orders', 'app: other'))).toEqual([]);
    expect(lines(deployment, service.replace('name: front', 'name: front, namespace: b'))).toEqual([]);
  });

  it.each([
    ['no YAML', 'apiVersion: [', 'manifest-file: The manifest is not YAML'],
    ['nothing to scrape', 'apiVersion: v1\nkind: Secret', 'manifest-file: The manifest holds no workload'],
  ])('says so of %s', (_, text, expected) => {
    expect(lines(text).join()).toContain(expected);
  });

  it('never throws, whatever stands where', () => {
    const value = fc.constantFrom('null', '[]', '{}', '1', "'x'", '[{}]', '{ a: [1] }', '&a [*a]');
    const place = fc.constantFrom(
      "{ app: orders, enable: 'true', version: pro }",
      '{ name: orders }',
      "'9003' }",
      '[{ name: a',
    );
    fc.assert(
      fc.property(place, value, (from, to) => {
        expect(Array.isArray(lines(deployment.replace(from, to)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
