import type { CanaryConfig, KubernetesConfig } from '../../catalog/kubernetes-config.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { TricordError } from '../../errors.js';
import type { GeneratedFile } from '../generated-file.js';
import { argoScope, canaryQuery, flaggerScope } from '../signals/canary-queries.js';
import { listSlos, type Slo } from '../signals/slos.js';
import type { KubernetesObject } from './object-file.js';
import { addressOf } from './scaling.js';
import { snippet } from './snippets.js';

/** What judges a canary, and the part of a shared object it needs. */
export interface GeneratedCanary {
  readonly objects: readonly KubernetesObject[];
  readonly snippets: readonly GeneratedFile[];
}

/** Returns what judges a new version by the service's promises; nothing unless it is configured. */
export function generateCanary(catalog: ServiceCatalog, kubernetes: KubernetesConfig): GeneratedCanary {
  const { canary } = kubernetes;
  if (canary === undefined) return { objects: [], snippets: [] };
  const slos = listSlos(catalog);
  if (slos.length === 0) throw new TricordError('TRI_GENERATE_NOTHING_PROMISED', {});
  const address = addressOf(kubernetes);
  if (canary.by === 'argo') return { objects: [analysisTemplate(slos, catalog, address)], snippets: [] };
  const objects = slos.map((slo) => metricTemplate(slo, catalog, address));
  return { objects, snippets: [flaggerAnalysis(slos, catalog, canary)] };
}

/** Share of bad requests above which a new version is not let through. */
function limitOf({ budget }: Slo, { maxBurnRate = 1 }: CanaryConfig): number {
  return Math.min(1, Number((budget * maxBurnRate).toPrecision(12)));
}

function analysisTemplate(slos: readonly Slo[], catalog: ServiceCatalog, address: string): KubernetesObject {
  const { name } = catalog.config.service;
  const canary = catalog.config.generate?.kubernetes?.canary ?? { by: 'argo' };
  const metrics = slos.map((slo) => {
    const limit = limitOf(slo, canary);
    // Of no value and of NaN neither condition is true: that is inconclusive, neither good nor bad.
    const measured = 'len(result) > 0 && !isNaN(result[0])';
    return {
      name: slo.name,
      initialDelay: '2m',
      interval: '1m',
      count: 5,
      successCondition: `${measured} && result[0] <= ${limit}`,
      failureCondition: `${measured} && result[0] > ${limit}`,
      failureLimit: 1,
      inconclusiveLimit: 3,
      provider: { prometheus: { address, query: canaryQuery(slo, catalog, argoScope) } },
    };
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: `${name}-promises` },
    spec: { args: [{ name: 'canary-hash' }, { name: 'window', value: '2m' }], metrics },
  };
}

function metricTemplate(slo: Slo, catalog: ServiceCatalog, address: string): KubernetesObject {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name: templateName(slo, catalog) },
    spec: { provider: { type: 'prometheus', address }, query: canaryQuery(slo, catalog, flaggerScope) },
  };
}

function flaggerAnalysis(slos: readonly Slo[], catalog: ServiceCatalog, canary: CanaryConfig): GeneratedFile {
  const { namespace } = catalog.config.generate?.kubernetes ?? {};
  const metrics = slos.map((slo) => ({
    name: slo.name,
    templateRef: {
      name: templateName(slo, catalog),
      ...(namespace === undefined ? {} : { namespace }),
    },
    thresholdRange: { max: limitOf(slo, canary) },
    interval: '2m',
  }));
  return snippet('flagger-canary', { spec: { analysis: { metrics } } }, 'Of the Canary of the service.');
}

function templateName({ name }: Slo, { config }: ServiceCatalog): string {
  return `${config.service.name}-${name}`;
}
