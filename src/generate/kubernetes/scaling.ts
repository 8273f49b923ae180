import type { KubernetesConfig, ScalingConfig } from '../../catalog/kubernetes-config.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { TricordError } from '../../errors.js';
import type { GeneratedFile } from '../generated-file.js';
import { scalingQuery, type ScalingQuery } from '../signals/scaling-queries.js';
import { targetLabelsOf } from '../signals/target-labels.js';
import type { KubernetesObject } from './object-file.js';
import { snippet } from './snippets.js';

/** What scales a service, and the part of a shared configuration it needs. */
export interface GeneratedScaling {
  readonly objects: readonly KubernetesObject[];
  readonly snippets: readonly GeneratedFile[];
}

/** Returns what lets the number of pods follow declared metrics; nothing unless it is configured. */
export function generateScaling(catalog: ServiceCatalog, kubernetes: KubernetesConfig): GeneratedScaling {
  const { scaling } = kubernetes;
  if (scaling === undefined) return { objects: [], snippets: [] };
  if (scaling.minReplicas > scaling.maxReplicas) {
    const reason = `\`minReplicas\` is ${scaling.minReplicas}, more than \`maxReplicas\`, ${scaling.maxReplicas}.`;
    throw new TricordError('TRI_GENERATE_INVALID_SCALING', { reason });
  }
  const queries = scaling.metrics.map(({ name, perPod }) => ({ ...scalingQuery(name, catalog), perPod }));
  const service = catalog.config.service.name;
  return scaling.by === 'keda'
    ? {
        objects: [scaledObject(service, { scaling, queries, prometheusUrl: addressOf(kubernetes) })],
        snippets: [],
      }
    : { objects: [autoscaler(service, { scaling, queries })], snippets: [adapterRules(queries, catalog)] };
}

/** Returns where Prometheus answers; throws `TRI_GENERATE_MISSING_PROMETHEUS` when the configuration does not tell. */
export function addressOf({ prometheusUrl }: KubernetesConfig): string {
  if (prometheusUrl === undefined) throw new TricordError('TRI_GENERATE_MISSING_PROMETHEUS', {});
  return prometheusUrl;
}

interface Scaled {
  readonly scaling: ScalingConfig;
  readonly queries: readonly (ScalingQuery & { readonly perPod: number })[];
}

function autoscaler(name: string, { scaling, queries }: Scaled): KubernetesObject {
  const { minReplicas, maxReplicas } = scaling;
  const metrics = queries.map(({ derived, perPod }) => ({
    type: 'Pods',
    pods: { metric: { name: derived }, target: { type: 'AverageValue', averageValue: quantity(perPod) } },
  }));
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef, minReplicas, maxReplicas, metrics },
  };
}

function scaledObject(name: string, made: Scaled & { prometheusUrl: string }): KubernetesObject {
  const { scaling, queries, prometheusUrl } = made;
  const triggers = queries.map(({ metric, total, perPod }) => ({
    type: 'prometheus',
    // Names of triggers become names of metrics of the API.
    name: metric.replaceAll('_', '-'),
    metricType: 'AverageValue',
    metadata: { serverAddress: prometheusUrl, query: total, threshold: String(perPod) },
  }));
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name },
    spec: {
      scaleTargetRef: { name },
      minReplicaCount: scaling.minReplicas,
      maxReplicaCount: scaling.maxReplicas,
      // Without an answer the number of pods stays where it is safe.
      fallback: { failureThreshold: 5, replicas: scaling.maxReplicas },
      triggers,
    },
  };
}

function adapterRules(queries: readonly ScalingQuery[], catalog: ServiceCatalog): GeneratedFile {
  const { namespace, pod } = targetLabelsOf(catalog);
  const overrides = { [namespace]: { resource: 'namespace' }, [pod]: { resource: 'pod' } };
  const rules = queries.map(({ metric, derived, seriesQuery, adapterQuery }) => ({
    seriesQuery,
    resources: { overrides },
    name: { matches: `^${metric}$`, as: derived },
    metricsQuery: adapterQuery,
  }));
  return snippet(
    'prometheus-adapter',
    { rules },
    'Of the configuration of prometheus-adapter, which all services share.',
  );
}

/** A quantity has at most three decimals. */
function quantity(value: number): string {
  return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
}
