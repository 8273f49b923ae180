import { buildInfo } from '../../catalog/build-info.js';
import { serverHandleSeconds, serverHandleTotal, serverStartedTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { failedRequests, timedTypes } from './operation-families.js';
import type { Queries } from './queries.js';
import { runtimeNames } from './runtime-names.js';
import { type Signals, stat } from './signal.js';

/** Returns the figures one looks at first: of requests, when the service has any, and of its processes. */
export function overviewSignals(catalog: ServiceCatalog, queries: Queries): Signals {
  const { instance } = queries.target;
  const hasServers = catalog.operations.some(({ side }) => side === 'server');
  return {
    overviewInstances: stat('Instances', 'short', {
      description: 'Processes that Prometheus reads.',
      expr: queries.aggregate('count', buildInfo),
    }),
    ...(hasServers ? requestSignals(catalog, queries) : {}),
    overviewCpu: stat('CPU of the busiest', 'short', {
      description: 'CPU cores used by the instance that uses most.',
      expr: `max(${queries.rate(runtimeNames.cpu, { by: [instance] })})`,
    }),
    overviewMemory: stat('Memory of the largest', 'bytes', {
      description: 'Resident memory of the instance that has most.',
      expr: queries.aggregate('max', runtimeNames.residentMemory),
    }),
  };
}

function requestSignals(catalog: ServiceCatalog, queries: Queries): Signals {
  const errorRatio = queries.share(serverHandleTotal, failedRequests);
  const timed = { where: [timedTypes(catalog.operations, 'server')] };
  return {
    overviewAvailability: stat('Availability', 'percentunit', {
      description:
        'Share of the requests handled that the service did not fail (5xx and what gRPC maps to it).',
      expr: `1 - ${errorRatio}`,
    }),
    overviewRequestRate: stat('Requests', 'reqps', {
      description: 'Requests handled per second.',
      expr: queries.rate(serverHandleTotal),
    }),
    overviewErrorRatio: stat('Errors', 'percentunit', {
      description: 'Share of the requests handled that the service failed (5xx and what gRPC maps to it).',
      expr: errorRatio,
    }),
    overviewLatencyP99: stat('Latency p99', 's', {
      description: '99 of 100 requests take at most this long; streams do not count.',
      expr: queries.quantile(0.99, serverHandleSeconds, timed),
    }),
    overviewInFlight: stat('In flight', 'short', {
      description: 'Requests begun and not yet finished.',
      expr: queries.inFlight(serverStartedTotal, serverHandleTotal),
    }),
    overviewInstanceRate: stat('Busiest instance', 'reqps', {
      description: 'Requests per second of the instance that handles most.',
      expr: `max(${queries.rate(serverHandleTotal, { by: [queries.target.instance] })})`,
    }),
  };
}
