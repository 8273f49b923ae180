import { serverHandleSeconds, serverHandleTotal, serverStartedTotal } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import {
  failedRequests,
  listFamilies,
  type OperationFamily,
  unsuccessfulRequests,
} from './operation-families.js';
import { oneOf, type Queries } from './queries.js';
import { percentiles } from './percentiles.js';
import { series, type Signals } from './signal.js';

/** Returns, for each kind of server, the group `<kind>Server` of signals `<kind>Server<What>`. */
export function serverSignals(catalog: ServiceCatalog, queries: Queries): Readonly<Record<string, Signals>> {
  const families = listFamilies(catalog.operations, 'server');
  return Object.fromEntries(families.map((family) => [`${family.kind}Server`, signalsOf(family, queries)]));
}

function signalsOf({ kind, label, types }: OperationFamily, queries: Queries): Signals {
  const where = [oneOf('type', types), 'method=~"$method"'];
  const byMethod = { by: ['method'], where };
  const unsuccessful = { by: ['method', 'uniform_code'], where: [...where, unsuccessfulRequests] };
  const handled = serverHandleTotal;
  const { pod } = queries.target;
  return {
    [`${kind}ServerRate`]: series(`${label} requests`, 'reqps', {
      description: `${label} requests handled per second, by method.`,
      targets: [{ expr: queries.rate(handled, byMethod), legend: '{{method}}' }],
    }),
    [`${kind}ServerErrors`]: series(`${label} errors`, 'reqps', {
      description: `${label} requests per second that were refused (4xx) or failed (5xx), by method and status.`,
      targets: [{ expr: queries.rate(handled, unsuccessful), legend: '{{uniform_code}} {{method}}' }],
    }),
    [`${kind}ServerLatency`]: series(`${label} latency`, 's', {
      description: `Time ${label} requests take: half, 95 of 100 and 99 of 100 take at most this long.`,
      targets: percentiles(queries, serverHandleSeconds, { where }),
    }),
    [`${kind}ServerErrorRatio`]: series(`${label} error ratio`, 'percentunit', {
      description: `Share of the ${label} requests that the service failed (5xx), by method.`,
      targets: [{ expr: queries.share(handled, failedRequests, byMethod), legend: '{{method}}' }],
    }),
    [`${kind}ServerAvailability`]: series(`${label} availability`, 'percentunit', {
      description: `Share of the ${label} requests that the service did not fail (5xx).`,
      targets: [{ expr: `1 - ${queries.share(handled, failedRequests, { where })}`, legend: 'availability' }],
    }),
    [`${kind}ServerLatencyByMethod`]: series(`${label} latency p99 by method`, 's', {
      description: `99 of 100 ${label} requests take at most this long, by method.`,
      targets: [{ expr: queries.quantile(0.99, serverHandleSeconds, byMethod), legend: '{{method}}' }],
    }),
    [`${kind}ServerInFlight`]: series(`${label} requests in flight`, 'short', {
      description: `${label} requests begun and not yet finished, by instance.`,
      targets: [
        {
          expr: queries.inFlight(serverStartedTotal, handled, { by: [pod], where: [oneOf('type', types)] }),
          legend: `{{${pod}}}`,
        },
      ],
    }),
  };
}
