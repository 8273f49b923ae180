import { clientHandleSeconds, clientHandleTotal } from '../../catalog/client-metrics.js';
import { serverHandleSeconds, serverHandleTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { failedCalls, failedRequests } from './operation-families.js';
import type { Queries } from './queries.js';

/** A series that Prometheus computes ahead, `level:metric:operation`. */
export interface RecordingQuery {
  readonly record: string;
  /** Labels that are added. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly expr: string;
}

/**
 * Returns the queries of the recording rules: what long ranges, other boards and objectives ask again and again.
 * `$selector` in them stands for whose series they read.
 */
export function recordingQueries({ conventions }: ServiceCatalog, queries: Queries): RecordingQuery[] {
  const { namespace, app } = queries.target;
  const record = (what: string, level: readonly string[], expr: (by: readonly string[]) => string) => {
    const by = [namespace, app, ...level];
    const [metric, operation] = what.split(':');
    return { record: `${by.join('_')}:${conventions.namespace}_${metric}:${operation}`, expr: expr(by) };
  };
  return [
    record('server_handle:rate5m', ['type', 'uniform_code'], (by) => queries.rate(serverHandleTotal, { by })),
    record('server_handle_failed:ratio_rate5m', ['type'], (by) =>
      queries.share(serverHandleTotal, failedRequests, { by }),
    ),
    record('server_handle_seconds_bucket:rate5m', ['type', 'le'], (by) =>
      queries.buckets(serverHandleSeconds, { by }),
    ),
    record('client_handle:rate5m', ['type', 'name', 'code'], (by) => queries.rate(clientHandleTotal, { by })),
    record('client_handle_failed:ratio_rate5m', ['type', 'name'], (by) =>
      queries.share(clientHandleTotal, failedCalls(), { by }),
    ),
    record('client_handle_seconds_bucket:rate5m', ['type', 'name', 'le'], (by) =>
      queries.buckets(clientHandleSeconds, { by }),
    ),
  ];
}
