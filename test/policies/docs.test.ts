import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';
import {
  checkDashboards,
  checkExposition,
  checkLogLines,
  checkManifests,
  checkRules,
  checkWaivers,
} from '../../src/check/index.js';
import type { Policy } from '../../src/problem.js';

const root = join(import.meta.dirname, '../..');
const headings = ['Why', 'Incorrect', 'Correct', 'Where it is checked', 'When not to use it'];
const orders = defineCounter({
  name: 'custom_orders_total',
  help: 'Orders that were placed.',
  labels: { channel: ['web', 'app'] },
});
const catalog = createServiceCatalog({ service: { name: 'shop' }, metrics: ['./metrics.ts'] }, [orders]);
const schema = {
  type: 'object',
  required: ['level', 'ts', 'msg'],
  properties: {
    level: { enum: ['debug', 'info', 'warn', 'error'] },
    traceId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  },
};

interface Page {
  readonly id: string;
  readonly policy: Policy<never>;
  readonly text: string;
  /** Heading of the second level → what stands under it. */
  readonly sections: ReadonlyMap<string, string>;
}

async function readPages(): Promise<Page[]> {
  const files = readdirSync(join(root, 'src/policies'));
  const modules = await Promise.all(
    files.map(async (file) => (await import(join(root, 'src/policies', file))) as Record<string, unknown>),
  );
  const policies = new Set(modules.flatMap((module) => Object.values(module).filter(isPolicy)));
  return [...policies]
    .filter(({ id, lint }) => lint !== 'rule' && existsSync(join(root, `docs/rules/${id}.md`)))
    .map((policy) => {
      const text = readFileSync(join(root, `docs/rules/${policy.id}.md`), 'utf8');
      const sections = text.split(/^## /m).slice(1);
      const entries = sections.map((section) => [section.split('\n', 1)[0] ?? '', section] as const);
      return { id: policy.id, policy, text, sections: new Map(entries) };
    });
}

function isPolicy(value: unknown): value is Policy<never> {
  return typeof value === 'object' && value !== null && 'messages' in value && 'check' in value;
}

function findSamples(section = ''): string[] {
  return [...section.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, sample = '']) => sample);
}

/** Ids of the policies that a sample breaks. */
async function check(id: string, text: string): Promise<string[]> {
  const bytes = [Buffer.from(text)];
  if (id.startsWith('log-')) return idsOf(await checkLogLines(bytes, { file: 'log', schema }));
  const files = [{ file: 'file', text }];
  if (id.startsWith('dashboard-')) return checkDashboards(files, catalog).flatMap(idsOf);
  if (/^(?:manifest|pod|scrape)-/.test(id)) return checkManifests(files, catalog).flatMap(idsOf);
  if (id.startsWith('waiver-')) {
    const today = new Date('2027-01-15');
    return idsOf(checkWaivers(JSON.parse(text) as ServiceConfig, { file: 'config', today }));
  }
  if (/^(?:alert|query|rule)-/.test(id)) return checkRules(files, catalog).flatMap(idsOf);
  return idsOf(await checkExposition(bytes, { file: 'page', catalog }));
}

function idsOf({ problems }: Awaited<ReturnType<typeof checkExposition>>): string[] {
  return problems.map(({ policy }) => policy);
}

describe.each(await readPages())('the page of $id', ({ id, policy, text, sections }) => {
  it('starts with what the policy says of itself', () => {
    const reason = policy.lint === 'rule' ? '' : policy.lint.reason;
    expect(text).toMatch(`# ${id}\n\n${policy.summary}\n\n_No rule in the editor. ${reason}_\n\n## Why\n`);
    expect([...sections.keys()]).toEqual(headings);
  });

  it('shows samples that break the policy', async () => {
    const samples = findSamples(sections.get('Incorrect'));
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(await check(id, sample)).toContain(id);
  });

  it('shows samples that do not', async () => {
    const samples = findSamples(sections.get('Correct'));
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(await check(id, sample)).not.toContain(id);
  });
});
