import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { AlertOverride, ServiceConfig } from '../../src/catalog/service-config.js';
import { generateAlerts } from '../../src/generate/alerts.js';
import { generateCatalogJson } from '../../src/generate/catalog-json.js';

interface Rule {
  readonly alert: string;
  readonly record: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');

function generate(generate: ServiceConfig['generate'] = {}, name = 'order-service') {
  const catalog = createServiceCatalog({ service: { name }, generate }, []);
  const files = generateAlerts(catalog);
  const groups = files.map(
    ({ content }) => (load(content) as { groups: { name: string; rules: Rule[] }[] }).groups,
  );
  const kept = JSON.parse(generateCatalogJson(catalog).content).alerts as Record<
    string,
    { labels: string[] }
  >;
  const [alertGroups = [], recordingGroups = []] = groups;
  return {
    paths: files.map(({ path }) => path),
    groupNames: groups.flat().map(({ name }) => name),
    alerts: alertGroups.flatMap(({ rules }) => rules),
    recordings: recordingGroups.flatMap(({ rules }) => rules),
    kept,
  };
}

function override(alerts: Record<string, AlertOverride>) {
  return generate({ alerts });
}

const { paths, groupNames, alerts, recordings, kept } = generate();

describe('generateAlerts', () => {
  it('keeps alerts and recordings apart', () => {
    expect(paths).toEqual(['alerts/alert-rules.yaml', 'alerts/recording-rules.yaml']);
    expect(groupNames).toEqual([
      'order-service-client',
      'order-service-pod',
      'order-service-process',
      'order-service-server',
      'order-service-telemetry',
      'order-service-recordings',
    ]);
    expect(alerts.every(({ record }) => record === undefined)).toBe(true);
    expect(recordings.every(({ alert }) => alert === undefined)).toBe(true);
  });

  it('makes an alert of every query of the catalog', () => {
    expect(alerts.map(({ alert }) => alert).sort()).toEqual(Object.keys(kept).sort());
  });

  it('reads the series of the service alone', () => {
    const selectors = [...alerts, ...recordings].flatMap(({ expr }) => [...expr.matchAll(/\w\{([^}]*)\}/g)]);
    console.log(`${alerts.length} alerts, ${recordings.length} recordings, ${selectors.length} selectors`);
    // What the cluster says of pods is joined with the service's own series.
    const foreign = alerts.filter(({ expr }) => /\b(?:kube|container)_/.test(expr)).map(({ expr }) => expr);
    expect(foreign.filter((expr) => !/_build_info\{app="order-service"\}\)*\)\n> /.test(expr))).toEqual([]);
    const ofCluster = foreign.flatMap((expr) => [...expr.matchAll(/(?:kube|container)_\w+\{([^}]*)\}/g)]);
    const texts = ofCluster.map(([, text]) => text);
    expect(
      selectors.filter(([, text]) => !texts.includes(text) && !text?.startsWith('app="order-service"')),
    ).toEqual([]);
  });

  it.each(alerts.map((rule) => [rule.alert, rule] as const))(
    'gives %s all that whoever is paged needs',
    (name, rule) => {
      const { summary = '', description = '', runbook_url: runbook = '' } = rule.annotations;
      const labels = kept[name]?.labels ?? [];
      expect(labels.slice(0, 2)).toEqual(['namespace', 'app']);
      const ofPod = labels.filter((label) => label !== 'app');
      expect(rule.expr).toMatch(new RegExp(`by \\((?:${labels.join(', ')}|${ofPod.join(', ')})`));
      expect(['critical', 'warning', 'info']).toContain(rule.labels['severity']);
      expect(name).toMatch(/^(?:[A-Z][a-z]+)+$/);
      expect(name.length).toBeLessThanOrEqual(40);
      expect(summary).toMatch(/^[A-Z][^{}]*\.$/);
      expect(description).toContain('{{ $labels.app }} ');
      expect(description).toContain('{{ $labels.namespace }}');
      const used = [...description.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      expect(used.filter((label) => !labels.includes(label ?? ''))).toEqual([]);
      const headings = readFileSync(join(root, runbook), 'utf8').match(/^#.*$/gm);
      expect(headings).toEqual([`# ${name}`, '## Meaning', '## Impact', '## Diagnosis', '## Mitigation']);
    },
  );

  it('names recordings by level, metric and operation', () => {
    expect(recordings.map(({ record }) => record).filter((name) => !/^\w+:\w+:\w+$/.test(name))).toEqual([]);
    for (const { record, expr } of recordings) {
      const [level = ''] = record.split(':');
      expect(expr).toContain(`by (${level.replaceAll('_', ', ').replace('uniform, code', 'uniform_code')})`);
    }
  });

  it('applies what a service changes about an alert', () => {
    const changed = override({ ServerErrorRatioHigh: { for: '1m', severity: 'info', threshold: 0.07 } });
    const rule = changed.alerts.find(({ alert }) => alert === 'ServerErrorRatioHigh');
    expect(rule).toMatchObject({ for: '1m', labels: { severity: 'info' } });
    expect(rule?.expr).toMatch(/\n> 0\.07$/);
  });

  it.each([0, 0.1, 1 / 3, 250, 1e6, 0.000001])(
    'writes the threshold %d so that Prometheus reads it back',
    (threshold) => {
      const { expr = '' } =
        override({ HeapNearLimit: { threshold } }).alerts.find(({ alert }) => alert === 'HeapNearLimit') ??
        {};
      expect(Number(expr.split('\n> ')[1])).toBeCloseTo(threshold, 11);
    },
  );

  it('leaves out an alert that is disabled, and a group without alerts', () => {
    const off = { disabled: true };
    const { alerts: left, groupNames: groups } = override({
      ClientBreakerOpen: off,
      ClientErrorRatioHigh: off,
      ClientPoolExhausted: off,
      JobFailing: off,
      SpansLost: { disabled: false },
    });
    expect(left).toHaveLength(alerts.length - 4);
    expect(groups).not.toContain('order-service-client');
  });

  it('links runbooks where the service serves them', () => {
    const { alerts: linked } = generate({ runbookBaseUrl: 'https://wiki.example/runbooks/' });
    expect(linked[0]?.annotations['runbook_url']).toBe(
      'https://wiki.example/runbooks/client-breaker-open.md',
    );
  });

  it('links boards where Grafana is served', () => {
    const { alerts: linked } = generate({ grafanaUrl: 'https://grafana.example/' });
    expect(linked[0]?.annotations['dashboard_url']).toBe(
      'https://grafana.example/d/tricord-order-service-client?var-namespace={{ $labels.namespace }}&var-app={{ $labels.app }}',
    );
  });

  it('tells the methods of a promise as they are, though an annotation is a template', () => {
    const slos = [
      { name: 'odd', kind: 'availability' as const, objective: 99.9, methods: ['GET./{{ printf "x" }}'] },
    ];
    const catalog = createServiceCatalog({ service: { name: 'shop' }, slos }, []);
    const [file] = generateAlerts(catalog);
    expect(file?.content).toContain('the requests to GET./{{ "{{" }} printf "x" }}');
  });

  it('speaks of the labels that the scrape attaches', () => {
    const { alerts: legacy } = generate({ scrape: 'helm-legacy' });
    const text = JSON.stringify(legacy);
    expect(text).toContain('$labels.kubernetes_pod_name }}');
    expect(text).not.toMatch(/\$labels\.(?:pod|namespace) /);
    expect(text).toContain('label_replace(kube_pod_container_status_last_terminated_reason');
  });

  it.each([
    [
      'an alert that does not exist',
      { ServerErrorHigh: {} },
      /`ServerErrorHigh` is not usable: there is no such alert\. Known are/,
    ],
    ['a `for` that is no duration', { SpansLost: { for: '5 minutes' } }, /`5 minutes`, which is no duration/],
    ['an empty `for`', { SpansLost: { for: '' } }, /no duration/],
    ['a threshold that is no number', { SpansLost: { threshold: Number.NaN } }, /`NaN`, which is no number/],
    [
      'a severity nobody routes',
      { SpansLost: { severity: 'page' as 'info' } },
      /must be critical, warning, info/,
    ],
  ])('refuses %s', (_, alerts, message) => {
    expect(() => override(alerts)).toThrow(
      expect.objectContaining({ code: 'TRI_GENERATE_INVALID_OVERRIDE' }),
    );
    expect(() => override(alerts)).toThrow(message);
  });
});
