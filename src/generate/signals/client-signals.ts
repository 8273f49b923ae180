import {
  clientHandleSeconds,
  clientHandleTotal,
  clientStartedTotal,
  clientStatsGauge,
} from '../../catalog/client-metrics.js';
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

/** The `index` values of pools, as Ego's clients spell them. */
const poolIndex = {
  size: oneOf('index', ['max_open_connections']),
  used: oneOf('index', ['in_use']),
  waiting: oneOf('index', ['waiting']),
  connections: oneOf('index', ['open_connections', 'in_use', 'idle']),
};

/** Returns the signals of connection pools. */
export function poolSignals(queries: Queries): Signals {
  const { pod } = queries.target;
  const sum = (by: string[], index: string) =>
    queries.aggregate('sum', clientStatsGauge, { by: ['name', ...by], where: [index] });
  return {
    poolConnections: series('Pool connections', 'short', {
      description: 'Connections of each pool: open, and of those in use or idle.',
      targets: [{ expr: sum(['index'], poolIndex.connections), legend: '{{name}} {{index}}' }],
    }),
    poolUsage: series('Pool usage', 'percentunit', {
      description: 'Connections in use, as a share of those a pool may open; at 100 % callers wait.',
      targets: [{ expr: poolUsage(queries, [pod, 'name']), legend: `{{${pod}}} {{name}}` }],
    }),
    poolWaiting: series('Waiting for a connection', 'short', {
      description: 'Callers that wait for a connection of a pool; anything but 0 adds to their latency.',
      targets: [{ expr: sum([], poolIndex.waiting), legend: '{{name}}' }],
    }),
  };
}

/** Returns the query of the share of a pool's connections that is in use. */
export function poolUsage(queries: Queries, by: readonly string[]): string {
  const sum = (index: string) => queries.aggregate('sum', clientStatsGauge, { by, where: [index] });
  return `${sum(poolIndex.used)} / (${sum(poolIndex.size)} > 0)`;
}
