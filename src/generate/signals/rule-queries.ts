import { clientHandleSeconds, clientHandleTotal } from '../../catalog/client-metrics.js';
import { serverHandleSeconds, serverHandleTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import {
  telemetryLogLinesTotal,
  telemetryMetricOverflowsTotal,
  telemetrySpansTotal,
} from '../../catalog/telemetry-metrics.js';
import { poolUsage } from './client-signals.js';
import { failedCalls, failedRequests, timedTypes } from './operation-families.js';
import { over, type Queries } from './queries.js';
import { heapUsage, runtimeNames } from './runtime-signals.js';
import { lostLines, lostSpans } from './telemetry-signals.js';

/** A series that Prometheus computes ahead, `level:metric:operation`. */
export interface RecordingQuery {
  readonly record: string;
  readonly expr: string;
}

/** What an alert compares with its threshold. */
export interface AlertQuery {
  readonly expr: string;
  /** Labels the result has, which are all that the texts of the alert may use. */
  readonly labels: readonly string[];
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

/** Returns, by name of the alert, what it compares with its threshold; each keeps namespace and app. */
export function alertQueries(
  catalog: ServiceCatalog,
  queries: Queries,
): Readonly<Record<string, AlertQuery>> {
  const { namespace, app, pod, job } = queries.target;
  const by = (...labels: string[]) => ({ by: [namespace, app, ...labels] });
  const query = (labels: readonly string[], expr: (choice: { by: string[] }) => string): AlertQuery => ({
    expr: expr(by(...labels)),
    labels: by(...labels).by,
  });
  const timed = { where: [timedTypes(catalog.operations, 'server')] };
  return {
    ServerErrorRatioHigh: query(['type'], (of) => queries.share(serverHandleTotal, failedRequests, of)),
    ServerLatencyHigh: query(['type'], (of) =>
      queries.quantile(0.99, serverHandleSeconds, { ...of, ...timed }),
    ),
    ClientErrorRatioHigh: query(['type', 'name'], (of) =>
      queries.share(clientHandleTotal, failedCalls(), of),
    ),
    ClientPoolExhausted: query([pod, 'name'], (of) => poolUsage(queries, of.by)),
    ServiceAbsent: query([], (of) => absence(queries, of.by)),
    TargetsDown: query([job], (of) => `1 - ${queries.aggregate('avg', 'up', of)}`),
    ProcessRestarting: query([pod], (of) => restarts(queries, of.by)),
    EventLoopLagHigh: query([pod], (of) => queries.aggregate('max', runtimeNames.lagP99, of)),
    HeapNearLimit: query([pod], (of) => heapUsage(queries, of.by)),
    LogLinesDropped: query([], (of) => queries.share(telemetryLogLinesTotal, lostLines, of)),
    SpansLost: query([], (of) => queries.share(telemetrySpansTotal, lostSpans, of)),
    MetricOverflow: query(['metric'], (of) => queries.rate(telemetryMetricOverflowsTotal, of)),
  };
}

/** Instances that were up within a day, when none is now: a service that never ran here or was moved away is not missed. */
function absence(queries: Queries, by: readonly string[]): string {
  const up = queries.select('up');
  return `${over('sum', by)}(max_over_time(${up}[1d])) unless ${over('sum', by)}(${up} == 1)`;
}

/** A container that is started again keeps its pod's address, so its series goes on with another start time. */
function restarts(queries: Queries, by: readonly string[]): string {
  return `${over('max', by)}(changes(${queries.select(runtimeNames.startTime)}[15m]))`;
}
