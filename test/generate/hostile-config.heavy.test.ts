import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { afterAll, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { parseConfig } from '../../src/cli/validate-config.js';
import { generateAll } from '../../src/generate/generate-all.js';
import type { GeneratedFile } from '../../src/generate/generated-file.js';
import { generateStack } from '../../src/generate/stack.js';
import { hostileText, yamlWord } from '../support/hostile-config.js';
import { describeWith } from '../support/programs.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-c9-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Hostile texts of one configuration. */
const perRun = 50;
const runs = 200;
const sample = fc.sample(
  fc.record({
    name: yamlWord.map((word) => word.toLowerCase().replace(/[^a-z0-9]+/g, '') || 'no'),
    environment: yamlWord.map((word) => word.replace(/[^A-Za-z0-9]+/g, '') || 'on'),
    methods: fc.uniqueArray(hostileText, { minLength: 12, maxLength: 12 }),
    helps: fc.array(hostileText, { minLength: 12, maxLength: 12 }),
    values: fc.array(fc.uniqueArray(hostileText, { minLength: 2, maxLength: 2 }), {
      minLength: 12,
      maxLength: 12,
    }),
    folder: hostileText,
    selector: yamlWord.map((word) => word.replace(/[^A-Za-z0-9]+/g, '') || 'y'),
  }),
  { seed: 9, numRuns: runs },
);
type Hostile = (typeof sample)[number];

function generate(given: Hostile) {
  const metrics = given.helps.map((text, i) =>
    // A help text says something, or no metric is made of it.
    defineCounter({
      name: `custom_things_${i}_total` as 'custom_things_total',
      help: text.trim() === '' ? `x${text}` : text,
      labels: { kind: given.values[i] ?? [] },
    }),
  );
  const config = parseConfig(
    {
      service: { name: given.name, environment: given.environment },
      slos: given.methods.map((method, i) => ({
        name: `slo-${i}`,
        kind: 'availability',
        objective: 99.9,
        methods: [method],
      })),
      generate: {
        runbookBaseUrl: 'https://runbooks.example/',
        kubernetes: {
          discovery: 'operator',
          dashboards: 'grafana-operator',
          grafanaFolder: given.folder || 'x',
          grafanaSelector: { dashboards: given.selector },
        },
      },
    },
    'tricord.config.json',
  );
  const catalog = createServiceCatalog(config, metrics);
  const { files } = generateAll(catalog);
  return { metrics, files: [...files, ...generateStack([{ catalog, files }]).map(inStack)] };
}
const inStack = ({ path, content }: GeneratedFile) => ({ path: `stack/${path}`, content });

interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly { readonly expr: string; readonly annotations?: Record<string, string> }[];
  }[];
}

/** The texts of a matcher, as PromQL reads them. */
function valuesOf(label: string, expressions: readonly string[]): Set<string> {
  const matcher = new RegExp(`\\b${label}="((?:[^"\\\\]|\\\\.)*)"`, 'g');
  const texts = expressions.flatMap((expr) => [...expr.matchAll(matcher)].map(([, text = '']) => text));
  return new Set(
    texts.map((text) => text.replace(/\\(.)/gs, (_, one: string) => (one === 'n' ? '\n' : one))),
  );
}

const actionsOf = (text: string) => text.match(/\{\{.*?\}\}/gs) ?? [];

describeWith(['promtool'], 'names and texts that somebody wrote to break out', () => {
  const plain = generate({
    ...{ name: 'shop', environment: 'pro', folder: 'Shop', selector: 'grafana' },
    methods: Array.from({ length: 12 }, (_, i) => `GET./${i}`),
    helps: Array.from({ length: 12 }, () => 'Things.'),
    values: Array.from({ length: 12 }, () => ['a', 'b']),
  });
  const rulesOf = (files: readonly GeneratedFile[]) =>
    files
      .filter(({ path }) => /^alerts\/.*-rules\.yaml$/.test(path))
      .flatMap(({ content }) => (load(content) as RuleFile).groups.flatMap(({ rules }) => rules));
  const annotationsOf = (files: readonly GeneratedFile[]) =>
    rulesOf(files).flatMap(({ annotations = {} }) => Object.values(annotations));
  // That of an opening brace which is none of a template.
  const brace = '{{ "{{" }}';
  const knownActions = new Set([...annotationsOf(plain.files).flatMap(actionsOf), brace]);

  it('stay what they are in boards, rules, manifests and the stack, 10,000 times (C9)', () => {
    let texts = 0;
    for (const [run, given] of sample.entries()) {
      const { files, metrics } = generate(given);
      texts += given.methods.length + given.helps.length + given.values.flat().length + 2;
      const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';
      for (const { path, content } of files) {
        if (path.endsWith('.json')) JSON.parse(content);
        // Templates of Helm are none of YAML.
        else if (/\.ya?ml$/.test(path) && !path.includes('/templates/'))
          expect(
            isDeepStrictEqual(load(content), load(content, { schema: YAML11_SCHEMA })),
            `${run} ${path}`,
          ).toBe(true);
      }
      const rules = rulesOf(files);
      const expressions = rules.map(({ expr }) => expr);
      expect(valuesOf('method', expressions), String(run)).toEqual(new Set(given.methods));
      expect([...valuesOf('app', expressions)]).toEqual([given.name]);
      // What the templates of an alert carry out is ours alone.
      const annotations = annotationsOf(files);
      const actions = annotations.flatMap(actionsOf);
      expect(actions.filter((action) => !knownActions.has(action))).toEqual([]);
      const told = annotations.map((text) => text.replaceAll(brace, '{{'));
      for (const method of given.methods) expect(told.some((text) => text.includes(method))).toBe(true);

      const catalog = JSON.parse(contentOf('schemas/catalog.json')) as {
        metrics: { name: string; help: string; labels: Record<string, unknown> }[];
      };
      const board = JSON.parse(contentOf('dashboards/service.json')) as {
        panels: { description?: string; targets?: { expr: string }[] }[];
      };
      const descriptions = board.panels.map(({ description = '' }) => description);
      for (const { name, help, labels } of metrics) {
        expect(catalog.metrics.find((metric) => metric.name === name)).toMatchObject({ help, labels });
        expect(descriptions.some((text) => text.includes(help))).toBe(true);
      }
      const object = files.find(({ path }) => path.includes('kubernetes/grafanadashboard-'));
      expect(load(object?.content ?? '', { schema: YAML11_SCHEMA })).toMatchObject({
        spec: {
          folder: given.folder || 'x',
          instanceSelector: { matchLabels: { dashboards: given.selector } },
        },
      });
      expect(load(contentOf('kubernetes/pod-template.patch.yaml'), { schema: YAML11_SCHEMA })).toMatchObject({
        metadata: { name: given.name },
        spec: { template: { metadata: { labels: { app: given.name, version: given.environment } } } },
      });
      checkByPromtool(files, run);
    }
    console.log(`C9: ${texts} texts in ${sample.length} configurations, 0 broke out`);
    expect(texts).toBeGreaterThanOrEqual(perRun * runs);
  }, 1_200_000);
});

function checkByPromtool(files: readonly GeneratedFile[], run: number): void {
  const paths = ['alert', 'recording'].map((kind) => {
    const path = join(folder, `${kind}.yaml`);
    writeFileSync(path, files.find((file) => file.path === `alerts/${kind}-rules.yaml`)?.content ?? '');
    return path;
  });
  const { status, stderr } = spawnSync('promtool', ['check', 'rules', ...paths], { encoding: 'utf8' });
  expect({ status, stderr }, String(run)).toEqual({ status: 0, stderr: '' });
}
