import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';
import type { Policy } from '../../src/problem.js';

const root = join(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'src/policies')).map((file) => file.replace('.ts', ''));

async function readPolicies(): Promise<Policy<never>[]> {
  const modules = await Promise.all(
    files.map((file) => import(join(root, 'src/policies', `${file}.ts`)) as Promise<object>),
  );
  const values = modules.flatMap((module) => Object.values(module) as unknown[]);
  const policies = values.filter(
    (value): value is Policy<never> =>
      typeof value === 'object' && value !== null && 'messages' in value && 'check' in value,
  );
  return [...new Set(policies)];
}

const policies = await readPolicies();

describe.each(policies.map((policy) => [policy.id, policy] as const))('policy %s', (id, policy) => {
  it('stands in a file of its name', () => {
    expect(files).toContain(id);
  });

  it('has a rule, or says why not', () => {
    if (policy.lint === 'rule') expect(Object.keys(plugin.rules ?? {})).toContain(id);
    else expect(policy.lint.reason).toMatch(/\.$/);
  });

  it('has a doc and a test', () => {
    expect(existsSync(join(root, 'docs/rules', `${id}.md`))).toBe(true);
    expect(existsSync(join(root, 'test/policies', `${id}.test.ts`))).toBe(true);
  });

  it('speaks in sentences', () => {
    for (const message of Object.values(policy.messages)) expect(message).toMatch(/[.?]$/);
  });
});

describe.each(Object.keys(plugin.rules ?? {}))('rule %s', (id) => {
  it('has a doc, a test and a place in a config', () => {
    expect(existsSync(join(root, 'docs/rules', `${id}.md`))).toBe(true);
    expect(existsSync(join(root, 'test/lint-rules', `${id}.test.ts`))).toBe(true);
    const configured = Object.values(plugin.configs ?? {}).flatMap((config) =>
      Object.keys((config as { rules?: object }).rules ?? {}),
    );
    expect(configured).toContain(`tricord/${id}`);
  });
});
