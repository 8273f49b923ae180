import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAlerts } from '../../src/generate/alerts.js';

interface Alert {
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');
const catalog = createServiceCatalog(
  {
    service: { name: 'shop' },
    slos: [
      { name: 'available', kind: 'availability', objective: 99.9 },
      { name: 'fast', kind: 'latency', objective: 99, thresholdSeconds: 0.5 },
    ],
  },
  [],
);
const rules = generateAlerts(catalog).find(({ path }) => path === 'alerts/alert-rules.yaml');
const groups = (load(rules?.content ?? '') as { groups: { rules: Alert[] }[] }).groups;
const alerts = groups
  .flatMap((group) => group.rules)
  .filter(({ alert }, i, all) => alert !== undefined && all.findIndex((rule) => rule.alert === alert) === i);
const runbooks = readdirSync(join(root, 'docs/runbooks'));

/** `HttpErrors` → `http-errors.md`. */
function runbookOf(alert: string): string {
  return `${alert.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;
}

describe.each(
  alerts.map(({ alert = '', labels = {}, annotations = {} }) => ({ alert, labels, annotations })),
)('alert $alert', ({ alert, labels, annotations }) => {
  it('says who is to look, what happened and on which board', () => {
    expect(['critical', 'warning', 'info']).toContain(labels['severity']);
    expect(annotations['summary']).toMatch(/^[A-Z].*\.$/);
    expect(annotations['description']).toMatch(/\{\{ \$labels\.app \}\}.*\.$/);
    expect(annotations['dashboard_url']).toMatch(
      /^\/d\/tricord-shop-(?:overview|instance|api|client|runtime)\?/,
    );
  });

  it('links its runbook, which has the four parts', () => {
    expect(annotations['runbook_url']).toBe(`docs/runbooks/${runbookOf(alert)}`);
    const page = readFileSync(join(root, 'docs/runbooks', runbookOf(alert)), 'utf8');
    const parts = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(parts).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation']);
  });
});

describe('runbooks', () => {
  it('are about alerts that exist', () => {
    expect(alerts.length).toBeGreaterThan(5);
    expect(runbooks.sort()).toEqual(alerts.map(({ alert = '' }) => runbookOf(alert)).sort());
  });
});
