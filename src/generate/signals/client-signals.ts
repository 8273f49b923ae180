import { clientHandleSeconds, clientHandleTotal, clientStartedTotal } from '../../catalog/client-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { failedCalls, listFamilies, type OperationFamily } from './operation-families.js';
import { percentiles } from './percentiles.js';
import { oneOf, type Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** Returns, for each kind of client, the group `<kind>Client` of signals `<kind>Client<What>`. */
export function clientSignals(catalog: ServiceCatalog, queries: Queries): Readonly<Record<string, Signals>> {
  const families = listFamilies(catalog.operations, 'client');
  return Object.fromEntries(families.map((family) => [`${family.kind}Client`, signalsOf(family, queries)]));
}

function signalsOf({ kind, label, types }: OperationFamily, queries: Queries): Signals {
  const where = [oneOf('type', types)];
  const byMethod = { by: ['name', 'method'], where };
  const byName = { by: ['name'], where };
  const handled = clientHandleTotal;
  return {
    [`${kind}ClientRate`]: series(`${label} calls`, 'reqps', {
      description: `${label} calls per second, by client and method.`,
      targets: [{ expr: queries.rate(handled, byMethod), legend: '{{name}} {{method}}' }],
    }),
    [`${kind}ClientErrors`]: series(`${label} call error ratio`, 'percentunit', {
      description: `Share of the ${label} calls that the other side failed or did not answer, by client and method.`,
      targets: [{ expr: queries.share(handled, failedCalls(kind), byMethod), legend: '{{name}} {{method}}' }],
    }),
    [`${kind}ClientLatency`]: series(`${label} call latency`, 's', {
      description: `Time ${label} calls take, by client: half, 95 of 100 and 99 of 100 take at most this long.`,
      targets: percentiles(queries, clientHandleSeconds, byName),
    }),
    [`${kind}ClientCodes`]: series(`${label} call outcomes`, 'reqps', {
      description: `${label} calls per second by outcome, for each client.`,
      targets: [
        { expr: queries.rate(handled, { by: ['name', 'code'], where }), legend: '{{code}} {{name}}' },
      ],
    }),
    [`${kind}ClientLatencyByMethod`]: series(`${label} call latency p99 by method`, 's', {
      description: `99 of 100 ${label} calls take at most this long, by client and method.`,
      targets: [
        { expr: queries.quantile(0.99, clientHandleSeconds, byMethod), legend: '{{name}} {{method}}' },
      ],
    }),
    [`${kind}ClientInFlight`]: series(`${label} calls in flight`, 'short', {
      description: `${label} calls begun and not yet finished, by client.`,
      targets: [{ expr: queries.inFlight(clientStartedTotal, handled, byName), legend: '{{name}}' }],
    }),
  };
}
