import { load } from 'js-yaml';
import type { GeneratedFile } from '../generated-file.js';
import type { KubernetesObject } from './object-file.js';

/** Returns the rule files of a service as objects of the Prometheus operator. */
export function generateRuleObjects(service: string, files: readonly GeneratedFile[]): KubernetesObject[] {
  return [
    { path: 'alerts/alert-rules.yaml', suffix: 'alerts' },
    { path: 'alerts/recording-rules.yaml', suffix: 'recording' },
  ].flatMap(({ path, suffix }) => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) return [];
    const { groups } = load(file.content) as { groups: readonly object[] };
    if (groups.length === 0) return [];
    return [
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: `${service}-${suffix}` },
        spec: { groups },
      },
    ];
  });
}
