import { fullName } from '../../catalog/define-metric.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { TricordError } from '../../errors.js';
import { createQueries, oneOf } from './queries.js';
import { targetLabelsOf } from './target-labels.js';

/** A metric that the number of pods follows: what asks for it, and what an adapter calls it. */
export interface ScalingQuery {
  readonly metric: string;
  /** Name of the derived metric in the metrics API of Kubernetes. */
  readonly derived: string;
  /** Series an adapter looks for. */
  readonly seriesQuery: string;
  /** What an adapter asks, in its template language. */
  readonly adapterQuery: string;
  /** What all pods of the service carry together: one value. */
  readonly total: string;
}

/** Scaling wants to be calm and a scrape may fail, so rates span several scrapes. */
const window = '2m';

/** Returns how a metric scales a service. Throws `TRI_GENERATE_INVALID_SCALING` for one that is not declared or cannot. */
export function scalingQuery(name: string, catalog: ServiceCatalog): ScalingQuery {
  const { config, conventions, metrics } = catalog;
  const metric = metrics.find((one) => fullName(one, conventions) === name);
  if (metric === undefined) throw invalid(`\`${name}\` is no metric of the catalog.`);
  if (metric.type === 'histogram') throw invalid(`\`${name}\` is a histogram. Name a counter or a gauge.`);
  const target = targetLabelsOf(catalog);
  const namespace = config.generate?.kubernetes?.namespace;
  const own = [
    oneOf(target.app, [config.service.name]),
    ...(namespace === undefined ? [] : [oneOf(target.namespace, [namespace])]),
  ];
  const queries = createQueries({ conventions, target, selector: own.join(', '), window });
  const isCounter = metric.type === 'counter';
  const matched = '<<.Series>>{<<.LabelMatchers>>}';
  return {
    metric: name,
    derived: isCounter ? name.replace(/(?:_total)?$/, '_per_second') : name,
    seriesQuery: `${name}{${target.namespace}!="", ${target.pod}!=""}`,
    adapterQuery: `sum(${isCounter ? `rate(${matched}[${window}])` : matched}) by (<<.GroupBy>>)`,
    total: isCounter ? queries.rate(name) : queries.aggregate('sum', name),
  };
}

function invalid(reason: string): TricordError {
  return new TricordError('TRI_GENERATE_INVALID_SCALING', { reason });
}
