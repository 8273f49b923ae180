import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { createQueries, oneOf, type Queries } from './queries.js';
import { countRequests } from './slo-queries.js';
import type { Slo } from './slos.js';
import { type TargetLabels, targetLabelsOf } from './target-labels.js';

/** The pods of a new version, and the time they are looked at: in the template language of who asks. */
export interface CanaryScope {
  matchers(target: TargetLabels): readonly string[];
  readonly window: string;
}

/** Argo Rollouts labels the pods of each version with its hash and fills in its arguments. */
export const argoScope: CanaryScope = {
  matchers: () => ['rollouts_pod_template_hash="{{args.canary-hash}}"'],
  window: '{{args.window}}',
};

/** Flagger names the pods of the old version `<target>-primary-…`, so those of the new one by exclusion. */
export const flaggerScope: CanaryScope = {
  matchers: ({ namespace, pod }) => [
    `${namespace}="{{ namespace }}"`,
    `${pod}=~"{{ target }}-[0-9a-z]+-[0-9a-z]+"`,
  ],
  window: '{{ interval }}',
};

/**
 * Returns the share of the requests to a new version that broke a promise: one value, 0 when none did, nothing while
 * there are no requests, since then there is no evidence.
 */
export function canaryQuery(slo: Slo, catalog: ServiceCatalog, { matchers, window }: CanaryScope): string {
  const { config, conventions } = catalog;
  const target = targetLabelsOf(catalog);
  const selector = [oneOf(target.app, [config.service.name]), ...matchers(target)].join(', ');
  const queries: Queries = createQueries({ conventions, target, selector, window });
  const where = slo.where.map(withoutHoles);
  const { requests, bad } = countRequests({ ...slo, where }, queries, []);
  return `(${bad}) / (${requests} > 0)`;
}

/** Writes the braces of a method so that PromQL reads them and no template takes them for a hole of its own. */
function withoutHoles(matcher: string): string {
  return matcher.replaceAll('{{', '\\x7b\\x7b');
}
