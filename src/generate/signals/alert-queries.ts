import { buildInfo } from '../../catalog/build-info.js';
import { clientHandleTotal } from '../../catalog/client-metrics.js';
import { jobHandleTotal } from '../../catalog/job-metrics.js';
import { serverHandleSeconds, serverHandleTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import {
  telemetryErrorsTotal,
  telemetryLogLinesTotal,
  telemetryLogRecordsTotal,
  telemetryMetricOverflowsTotal,
  telemetryMetricRejectsTotal,
  telemetrySpansTotal,
} from '../../catalog/telemetry-metrics.js';
import { failedRuns } from './job-signals.js';
import { createKubeQueries, type KubeQueries } from './kube-queries.js';
import { failedCalls, failedRequests, shedRequests, timedTypes } from './operation-families.js';
import { breakerOpen, poolUsage } from './pool-signals.js';
import { gcShare } from './process-signals.js';
import { over, type Queries } from './queries.js';
import { runtimeNames } from './runtime-names.js';
import { heapUsage } from './runtime-signals.js';
import { loggedErrors, lostLines, lostSpans } from './telemetry-signals.js';

/** What an alert compares with its threshold. */
export interface AlertQuery {
  readonly expr: string;
  /** Labels the result has, which are all that the texts of the alert may use. */
  readonly labels: readonly string[];
}

type AlertQueries = Readonly<Record<string, AlertQuery>>;

/** Makes the query of an alert that keeps namespace, app and some labels more. */
type Ask = (labels: readonly string[], expr: (choice: { by: string[] }) => string) => AlertQuery;

/**
 * Returns, by name of the alert, what it compares with its threshold; each keeps namespace and app. `$selector` in them
 * stands for whose series they read.
 */
export function alertQueries(catalog: ServiceCatalog, queries: Queries): AlertQueries {
  const { namespace, app } = queries.target;
  const ask: Ask = (labels, expr) => {
    const by = [namespace, app, ...labels];
    return { expr: expr({ by }), labels: by };
  };
  return {
    ...serverQueries(ask, queries, timedTypes(catalog.operations, 'server')),
    ...clientQueries(ask, queries),
    ...processQueries(ask, queries),
    ...podQueries(ask, queries, createKubeQueries(queries, '')),
    ...telemetryQueries(ask, queries),
  };
}

function serverQueries(ask: Ask, queries: Queries, timed: string): AlertQueries {
  const { job, pod } = queries.target;
  return {
    ServerErrorRatioHigh: ask(['type'], (of) => queries.share(serverHandleTotal, failedRequests, of)),
    ServerLatencyHigh: ask(['type'], (of) =>
      queries.quantile(0.99, serverHandleSeconds, { ...of, where: [timed] }),
    ),
    ServerShedsLoad: ask(['type'], (of) => queries.share(serverHandleTotal, shedRequests, of)),
    ServiceAbsent: ask([], (of) => absence(queries, of.by)),
    TargetsDown: ask([job], (of) => `1 - ${queries.aggregate('avg', 'up', of)}`),
    MetricsAbsent: ask([pod], (of) => {
      const isUp = `${over('max', of.by)}(${queries.select('up')} == 1)`;
      return `${isUp} unless ${queries.aggregate('max', buildInfo, of)}`;
    }),
  };
}

function clientQueries(ask: Ask, queries: Queries): AlertQueries {
  const { pod } = queries.target;
  return {
    ClientErrorRatioHigh: ask(['type', 'name'], (of) => queries.share(clientHandleTotal, failedCalls(), of)),
    ClientPoolExhausted: ask([pod, 'name'], (of) => poolUsage(queries, of.by)),
    ClientBreakerOpen: ask(['name'], (of) => breakerOpen(queries, of.by)),
    JobFailing: ask(['name'], (of) => failedRunRatio(queries, of.by)),
  };
}

function processQueries(ask: Ask, queries: Queries): AlertQueries {
  const { pod } = queries.target;
  const max = (name: string, of: { by: string[] }) => queries.aggregate('max', name, of);
  return {
    EventLoopLagHigh: ask([pod], (of) => max(runtimeNames.lagP99, of)),
    EventLoopSaturated: ask([pod], (of) => max(runtimeNames.utilization, of)),
    HeapNearLimit: ask([pod], (of) => heapUsage(queries, of.by)),
    GcTimeHigh: ask([pod], (of) => gcShare(queries, of.by)),
    FilesNearLimit: ask(
      [pod],
      (of) => `${max(runtimeNames.openFiles, of)} / ${max(runtimeNames.maxFiles, of)}`,
    ),
    ProcessRestarting: ask([pod], (of) => restarts(queries, of.by)),
    VersionSkew: ask([], (of) => {
      const versions = queries.aggregate('count', buildInfo, { by: [...of.by, 'app_version'] });
      return `${over('count', of.by)}(${versions})`;
    }),
  };
}

/** What only the cluster knows; kube-state-metrics and the kubelet know pods, so the service's own series say which. */
function podQueries(ask: Ask, queries: Queries, kube: KubeQueries): AlertQueries {
  const { namespace, pod, app } = queries.target;
  const own = queries.select(buildInfo);
  return {
    OomKilled: ask([pod, 'container'], (of) => {
      const by = of.by.filter((label) => label !== app);
      const restarted = `${over('max', by)}(${kube.growth('increase', 'kube_pod_container_status_restarts_total', '10m')})`;
      const reason = kube.select('kube_pod_container_status_last_terminated_reason', ['reason="OOMKilled"']);
      const killed = `${over('max', by)}(${reason})`;
      return kube.withApp(`${restarted} > 0 and on (${by.join(', ')}) ${killed} > 0`, own);
    }),
    CpuThrottled: ask([pod], () => {
      const rate = (what: string) =>
        `${over('sum', [namespace, pod])}(${kube.growth('rate', `container_cpu_cfs_${what}_total`, '5m', ['container!=""'])})`;
      return kube.withApp(`${rate('throttled_periods')} / (${rate('periods')} > 0)`, own);
    }),
    ReplicasAtMaximum: ask([], () => replicasAtMaximum(queries, kube, own)),
  };
}

function telemetryQueries(ask: Ask, queries: Queries): AlertQueries {
  return {
    LogErrorsHigh: ask([], (of) => queries.rate(telemetryLogRecordsTotal, { ...of, where: [loggedErrors] })),
    LogLinesDropped: ask([], (of) => queries.share(telemetryLogLinesTotal, lostLines, of)),
    SpansLost: ask([], (of) => queries.share(telemetrySpansTotal, lostSpans, of)),
    MetricOverflow: ask(['metric'], (of) => queries.rate(telemetryMetricOverflowsTotal, of)),
    MeasurementsRefused: ask(['reason'], (of) => queries.rate(telemetryMetricRejectsTotal, of)),
    TelemetryFailing: ask(['signal'], (of) => queries.rate(telemetryErrorsTotal, of)),
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

/** Runs are rare, so the share is over hours; what ended an hour ago and was mended since no longer counts much. */
function failedRunRatio(queries: Queries, by: readonly string[]): string {
  const runs = (matcher: string) =>
    `${over('sum', by)}(increase(${queries.select(jobHandleTotal, [matcher])}[6h]))`;
  return `${runs(failedRuns.part)} / (${runs(failedRuns.whole ?? '')} > 0)`;
}

/** A Deployment has its service's name, by which the autoscaler that scales it is found. */
function replicasAtMaximum({ target }: Queries, kube: KubeQueries, own: string): string {
  const { namespace, app } = target;
  const key = [namespace, 'horizontalpodautoscaler'];
  const max = (what: string, labels: readonly string[] = []) =>
    `${over('max', [...key, ...labels])}(${kube.forNamespace(`kube_horizontalpodautoscaler_${what}`)})`;
  const full = `${max('status_current_replicas')} >= ${max('spec_max_replicas')}`;
  const named = `(${full}) * on (${key.join(', ')}) group_left (scaletargetref_name) ${max('info', ['scaletargetref_name'])}`;
  const labelled = `label_replace(${named}, "${app}", "$1", "scaletargetref_name", "(.+)")`;
  const by = [namespace, app];
  return `${over('max', by)}(${labelled}) and on (${by.join(', ')}) ${own}`;
}
