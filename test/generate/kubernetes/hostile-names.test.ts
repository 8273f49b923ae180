import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { generateKubernetes } from '../../../src/generate/kubernetes.js';
import { parseQuery } from '../../../src/promql/index.js';
import { createKubernetesService } from '../../support/kubernetes-service.js';

const prometheusUrl = 'http://prometheus:9090';
const words = [
  'on',
  'No',
  'y',
  '1e3',
  '0o7',
  '0x10',
  '1_000',
  '0b11',
  '~',
  'null',
  '=',
  '<<',
  '.inf',
  '2026-01-01',
  '12:30:45',
];
const hostile = fc.oneof(
  fc.constantFrom(
    ...words,
    '"',
    "'",
    '\\',
    '${x}',
    '{{ .Values.x }}',
    '{{args.canary-hash}}',
    'a\nb: c',
    '- x',
    '# x',
    'é\u2028',
    '\t',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

function generate(folder: string, label: string, method: string) {
  return (['argo', 'flagger'] as const).flatMap((by) =>
    generateKubernetes(
      createKubernetesService(
        {
          prometheusUrl,
          canary: { by },
          dashboards: 'grafana-operator',
          grafanaFolder: folder,
          grafanaSelector: { a: label },
        },
        { slos: [{ name: 'orders', kind: 'availability', objective: 99.9, methods: [method] }] },
      ),
      [{ path: 'dashboards/api.json', content: `${JSON.stringify({ folder, method })}\n` }],
    ),
  );
}

describe('names that somebody wrote to break out', () => {
  it('stay what they are for readers of YAML 1.1 and 1.2, and no template takes them for its own', () => {
    let queries = 0;
    fc.assert(
      fc.property(hostile, fc.constantFrom(...words), hostile, (folder, label, method) => {
        for (const { path, content } of generate(folder, label, method)) {
          if (!/\/(?:grafanadashboard|analysistemplate|metrictemplate|flagger)/.test(path)) continue;
          const old = load(content, { schema: YAML11_SCHEMA });
          expect(isDeepStrictEqual(load(content), old), path).toBe(true);
          const { kind, spec } = old as { kind?: string; spec: Record<string, unknown> };
          if (kind === 'GrafanaDashboard') {
            expect(spec['folder']).toBe(folder);
            expect(spec['instanceSelector']).toEqual({ matchLabels: { a: label } });
            expect(JSON.parse(String(spec['json']))).toEqual({ folder, method });
          }
          const query = queryOf(kind, spec);
          if (query === undefined) continue;
          queries += 1;
          const holes = [...query.matchAll(/\{\{ ?([a-z-.]*) ?\}\}/g)].map(([, name]) => name);
          expect(new Set(holes)).toEqual(
            new Set(
              kind === 'MetricTemplate'
                ? ['namespace', 'target', 'interval']
                : ['args.canary-hash', 'args.window'],
            ),
          );
          expect(query.replace(/\{\{ ?[a-z-.]* ?\}\}/g, '')).not.toContain('{{');
          expect('fault' in parseQuery(query.replace(/\[\{\{[^}]*\}\}\]/g, '[2m]'))).toBe(false);
        }
      }),
      { numRuns: 30, seed: 7 },
    );
    console.log(`${queries} queries of hostile names`);
  });

  it('give the same bytes each time', () => {
    const once = () => generate('Shop', 'on', 'GET./{{id}}');
    expect(once()).toEqual(once());
  });
});

function queryOf(kind: string | undefined, spec: Record<string, unknown>): string | undefined {
  if (kind === 'MetricTemplate') return String(spec['query']);
  if (kind !== 'AnalysisTemplate') return undefined;
  const [metric] = spec['metrics'] as { provider: { prometheus: { query: string } } }[];
  return metric?.provider.prometheus.query;
}
