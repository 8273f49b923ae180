import { clientHandleSeconds, clientHandleTotal } from '../../catalog/client-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { failedCalls, timedTypes } from './operation-families.js';
import type { Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** Returns what everything that the service calls has in common, by kind and client. */
export function dependencySignals({ operations }: ServiceCatalog, queries: Queries): Signals {
  const by = ['type', 'name'];
  const legend = '{{type}} {{name}}';
  const timed = [timedTypes(operations, 'client')];
  return {
    dependencyRate: series('Calls to dependencies', 'reqps', {
      description: 'Calls per second to everything the service depends on, by kind and client.',
      targets: [{ expr: queries.rate(clientHandleTotal, { by }), legend }],
    }),
    dependencyErrors: series('Dependency error ratio', 'percentunit', {
      description: 'Share of the calls that the other side failed or did not answer, by kind and client.',
      targets: [{ expr: queries.share(clientHandleTotal, failedCalls(), { by }), legend }],
    }),
    dependencyLatency: series('Dependency latency p99', 's', {
      description: '99 of 100 calls take at most this long, by kind and client; streams do not count.',
      targets: [{ expr: queries.quantile(0.99, clientHandleSeconds, { by, where: timed }), legend }],
    }),
  };
}
