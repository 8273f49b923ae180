import { serverHandleSeconds, serverHandleTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { createQueries } from './queries.js';
import { targetLabelsOf } from './target-labels.js';

/** A query that a trace leads to. */
export interface TraceQuery {
  readonly name: string;
  readonly query: string;
}

/** Returns what is asked of the service that a span is of; Grafana makes matchers of the span's tags. */
export function traceQueries(catalog: ServiceCatalog): TraceQuery[] {
  const { conventions } = catalog;
  const target = targetLabelsOf(catalog);
  const queries = createQueries({ conventions, target, selector: '$__tags', window: '$__rate_interval' });
  return [
    { name: 'Requests by outcome', query: queries.rate(serverHandleTotal, { by: ['code'] }) },
    { name: 'Latency (p95)', query: queries.quantile(0.95, serverHandleSeconds, { by: ['method'] }) },
  ];
}
