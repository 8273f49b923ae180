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
  const template = `{{- /* ${generatedComment} */ -}}\n{{- range $path, $_ := .Files.Glob "files/*.yaml" }}\n---\n{{ $.Files.Get $path }}\n{{- end }}\n`;
  return [
    { path: 'kubernetes/chart/Chart.yaml', content: renderYaml(chart, generatedComment) },
    { path: 'kubernetes/chart/templates/objects.yaml', content: template },
    ...objects.map(({ path, content }) => ({
      path: path.replace('kubernetes/', 'kubernetes/chart/files/'),
      content,
    })),
  ];
}

function merged(key: string, properties: object = {}): object {
  return {
    type: 'array',
    items: { type: 'object', properties },
    'x-kubernetes-patch-merge-key': key,
    'x-kubernetes-patch-strategy': 'merge',
  };
}

function nested(path: readonly string[], properties: object): object {
  return path.reduceRight<object>(
    (inner, part) => ({ [part]: { type: 'object', properties: inner } }),
    properties,
  );
}

function definition(apiVersion: string, kind: string, properties: object): [string, object] {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const names = [{ group, kind, version }];
  return [`${apiVersion}/${kind}`, { type: 'object', properties, 'x-kubernetes-group-version-kind': names }];
}

const container = { env: merged('name'), ports: merged('containerPort'), volumeMounts: merged('mountPath') };
const podSpec = {
  containers: merged('name', container),
  initContainers: merged('name', container),
  volumes: merged('name'),
};
const workload = nested(['spec', 'template', 'spec'], podSpec);

/**
 * Without them kustomize replaces a whole list by the one item that a patch changes, and says nothing. A schema of one's
 * own takes the place of the one that kustomize has, so the workloads that our patch is for stand in it too.
 */
const mergeKeys = {
  definitions: Object.fromEntries([
    definition(
      'monitoring.coreos.com/v1',
      'PrometheusRule',
      nested(['spec'], { groups: merged('name', { rules: merged('alert') }) }),
    ),
    ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) =>
      definition('apps/v1', kind, workload),
    ),
    definition('argoproj.io/v1alpha1', 'Rollout', workload),
    definition('batch/v1', 'Job', workload),
    definition('batch/v1', 'CronJob', nested(['spec', 'jobTemplate', 'spec', 'template', 'spec'], podSpec)),
    definition('v1', 'Service', nested(['spec'], { ports: merged('port') })),
  ]),
};
