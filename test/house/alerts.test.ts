import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { generateProduct } from '../../src/generate/generate-product.js';

interface Alert {
  readonly alert?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');
const rules = generateProduct().find(({ path }) => path === 'alerts/generated/alert-rules.yaml');
const groups = (load(rules?.content ?? '') as { groups: { rules: Alert[] }[] }).groups;
const alerts = groups.flatMap((group) => group.rules).filter((rule) => rule.alert !== undefined);
const runbooks = readdirSync(join(root, 'docs/runbooks'));

/** `HttpErrors` → `http-errors.md`. */
function runbookOf(alert: string): string {
  return `${alert.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;
}

describe.each(alerts.map(({ alert = '', annotations = {} }) => ({ alert, annotations })))(
  'alert $alert',
  ({ alert, annotations }) => {
    it('links its runbook, which has the four parts', () => {
      expect(annotations['runbook_url']).toBe(`docs/runbooks/${runbookOf(alert)}`);
      const page = readFileSync(join(root, 'docs/runbooks', runbookOf(alert)), 'utf8');
      const parts = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      expect(parts).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation']);
    });
  },
);

describe('runbooks', () => {
  it('are about alerts that exist', () => {
    expect(alerts.length).toBeGreaterThan(5);
    expect(runbooks.sort()).toEqual(alerts.map(({ alert = '' }) => runbookOf(alert)).sort());
  });
});
