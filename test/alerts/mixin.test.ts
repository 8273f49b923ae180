import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFileResolver, evaluateJsonnet, manifestJson } from '../../src/jsonnet/index.js';
import { describeWith } from '../support/programs.js';

const root = join(import.meta.dirname, '../..');
const fields = ['prometheusAlerts', 'prometheusRules', 'grafanaDashboards'];
const withConfig =
  "(import 'mixin.libsonnet') + { _config+:: { selector: 'cluster=\"eu\"', alerts: { HeapNearLimit: { threshold: 0.5 } } } }";

function evaluate(source: string): string {
  const resolver = createFileResolver({ roots: [join(root, 'dashboards/grafonnet'), root] });
  return manifestJson(evaluateJsonnet({ source, resolver }).value);
}

function debian(source: string): string {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  return execFileSync('jsonnet', ['-J', '.', '-J', 'dashboards/grafonnet', '-e', source], options);
}

describeWith(['jsonnet'], 'the mixin', () => {
  it.each(fields)('gives the same bytes of %s with plain jsonnet', (field) => {
    const source = `(import 'mixin.libsonnet').${field}`;
    expect(debian(source).trimEnd()).toBe(evaluate(source).trimEnd());
  });

  it('takes thresholds and selector from its `_config`', () => {
    const text = debian(`(${withConfig}).prometheusAlerts`);
    expect(text).toContain('nodejs_heap_size_limit_bytes{cluster=\\"eu\\"}))\\n> 0.5"');
    expect(text).not.toContain('$selector');
  });
});
