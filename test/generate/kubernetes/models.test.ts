import { AnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Service } from 'kubernetes-models/v1/Service';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { KubernetesConfig } from '../../../src/catalog/kubernetes-config.js';
import { generateAlerts } from '../../../src/generate/alerts.js';
import { generateKubernetes } from '../../../src/generate/kubernetes.js';
import { createKubernetesService } from '../../support/kubernetes-service.js';

/** Kind → the model that was made from its schema. */
const models: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  AnalysisTemplate,
  ConfigMap,
  HorizontalPodAutoscaler,
  PodMonitor,
  PrometheusRule,
  ScaledObject,
  Service,
  ServiceMonitor,
};

const prometheusUrl = 'http://prometheus:9090';
const metrics = [{ name: 'custom_orders_created_total', perPod: 0.5 }];
const scaling = { minReplicas: 1, maxReplicas: 5, metrics };
const board = { path: 'dashboards/overview.json', content: '{}\n' };
const rules = generateAlerts(createKubernetesService({ discovery: 'operator' }));

const configs: KubernetesConfig[] = [
  { discovery: 'operator', scrapeInterval: '15s', labels: { release: 'on' }, namespace: 'shop' },
  { discovery: 'operator', monitor: 'service' },
  { prometheusUrl, scaling: { by: 'keda', ...scaling }, canary: { by: 'argo' }, grafanaFolder: 'Shop' },
  { scaling: { by: 'hpa', ...scaling } },
];

describe('the models of kubernetes-models', () => {
  it('take every object of a kind they know, read as YAML 1.1', () => {
    const seen = new Set<string>();
    for (const config of configs)
      for (const { path, content } of generateKubernetes(createKubernetesService(config), [
        ...rules,
        board,
      ])) {
        const object = path.endsWith('.yaml')
          ? (load(content, { schema: YAML11_SCHEMA }) as { kind?: string })
          : {};
        const Model = models[object.kind ?? ''];
        if (Model === undefined) continue;
        seen.add(object.kind ?? '');
        expect(() => new Model(object as never).validate(), path).not.toThrow();
      }
    console.log(`${seen.size} kinds validated`);
    expect([...seen].sort()).toEqual(Object.keys(models));
  });

  it('take a Deployment that our patch is merged into', () => {
    const [patch] = generateKubernetes(createKubernetesService({}));
    const object = load(patch?.content ?? '', { schema: YAML11_SCHEMA }) as {
      spec: { template: { spec: { containers: object[] } } };
    };
    const deployment = {
      ...object,
      spec: { ...object.spec, selector: { matchLabels: { app: 'order-service' } } },
    };
    expect(() => new Deployment(deployment as never).validate()).not.toThrow();
  });

  it('refuse what is wrong, so that the above says something', () => {
    const bad = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { a: true } } };
    expect(() => new ConfigMap(bad as never).validate()).toThrow(/string/);
  });
});
