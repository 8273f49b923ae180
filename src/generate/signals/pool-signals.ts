import { breakerEventsTotal } from '../../catalog/breaker-metrics.js';
import { buildInfo } from '../../catalog/build-info.js';
import { clientStatsGauge } from '../../catalog/client-metrics.js';
import { oneOf, type Queries } from './queries.js';
import { series, type Signals } from './signal.js';

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

/** Returns the signals of circuit breakers; a service without any shows none open and nothing refused. */
export function breakerSignals(queries: Queries): Signals {
  const none = `${queries.aggregate('max', buildInfo)} * 0`;
  return {
    breakerOpen: series('Breakers open', 'percentunit', {
      description:
        'How far each circuit breaker is open, on average over the instances: 0 % closed, 100 % open on all; 0 % also when there are none.',
      targets: [{ expr: `${breakerOpen(queries, ['name'])} or ${none}`, legend: '{{name}}' }],
    }),
    breakerEvents: series('What happens at breakers', 'cps', {
      description:
        'Calls per second that the breakers let through, by how they ended, that they refused, and changes of their state.',
      targets: [
        {
          expr: `${queries.rate(breakerEventsTotal, { by: ['name', 'event'] })} or ${none}`,
          legend: '{{event}} {{name}}',
        },
      ],
    }),
  };
}

/** Returns the query of how far breakers are open, on average over the instances. */
export function breakerOpen(queries: Queries, by: readonly string[]): string {
  return queries.aggregate('avg', clientStatsGauge, { by, where: ['type="breaker"', 'index="open"'] });
}
