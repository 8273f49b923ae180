import type { GeneratedFile } from '../generated-file.js';
import { renderYaml } from '../render-yaml.js';
import { generatedComment } from './object-file.js';

/** Returns the kustomization that lists the objects, and the merge keys that patches of rules need. */
export function generateKustomization(objects: readonly GeneratedFile[]): GeneratedFile[] {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: objects.map(({ path }) => path.replace('kubernetes/', '')).sort(),
  };
  return [
    { path: 'kubernetes/kustomization.yaml', content: renderYaml(kustomization, generatedComment) },
    { path: 'kubernetes/kustomize-openapi.json', content: `${JSON.stringify(mergeKeys, null, 2)}\n` },
  ];
}

/** Returns a chart whose templates are the objects as they are: `{{ }}` of alerts and boards are not Helm's. */
export function generateChart(service: string, objects: readonly GeneratedFile[]): GeneratedFile[] {
  const chart = {
    apiVersion: 'v2',
    name: `${service}-observability`,
    description: `What watches ${service}: rules, boards and what finds its pods.`,
    type: 'application',
    version: '0.1.0',
  };
  const template = `{{- range $path, $_ := .Files.Glob "files/*.yaml" }}\n---\n{{ $.Files.Get $path }}\n{{- end }}\n`;
  return [
    { path: 'kubernetes/chart/Chart.yaml', content: renderYaml(chart, generatedComment) },
    { path: 'kubernetes/chart/templates/objects.yaml', content: template },
    ...objects.map(({ path, content }) => ({
      path: path.replace('kubernetes/', 'kubernetes/chart/files/'),
      content,
    })),
  ];
}

function merged(key: string, properties: object): object {
  return {
    type: 'array',
    items: { type: 'object', properties },
    'x-kubernetes-patch-merge-key': key,
    'x-kubernetes-patch-strategy': 'merge',
  };
}

/** Without them kustomize replaces a whole list by the one item that a patch changes, and says nothing. */
const mergeKeys = {
  definitions: {
    'com.coreos.monitoring.v1.PrometheusRule': {
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { groups: merged('name', { rules: merged('alert', {}) }) } },
      },
      'x-kubernetes-group-version-kind': [
        { group: 'monitoring.coreos.com', kind: 'PrometheusRule', version: 'v1' },
      ],
    },
  },
};
