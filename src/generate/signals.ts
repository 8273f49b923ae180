import { buildInfo } from '../catalog/build-info.js';
import { serverHandleTotal } from '../catalog/server-metrics.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { clientSignals, poolSignals } from './signals/client-signals.js';
import { instanceSignals } from './signals/instance-signals.js';
import { overviewSignals } from './signals/overview-signals.js';
import { ownSignals } from './signals/own-signals.js';
import { createQueries, type QueriedMetric, type Queries } from './signals/queries.js';
import { runtimeSignals } from './signals/runtime-signals.js';
import { serverSignals } from './signals/server-signals.js';
import type { Signals } from './signals/signal.js';
import { targetLabelProfiles } from './signals/target-labels.js';
import { telemetrySignals } from './signals/telemetry-signals.js';

/** The way targets are labelled; another one is another row of the table. */
const target = targetLabelProfiles.helm;

/** Matchers of every query of a board: its variables. */
const boardSelector = matchVariables('namespace', 'app', 'version', 'instance');

/** What stands in a rule for the matchers that tell whose series it judges, e.g. `app="order-service"`. */
export const ruleSelector = '$selector';

/** Returns the forms of queries for boards, in which Grafana fills in the variables. */
export function createBoardQueries({ conventions }: ServiceCatalog): Queries {
  return createQueries({ conventions, target, selector: boardSelector, window: '$__rate_interval' });
}

/** Returns the forms of queries for rules, over the last five minutes. */
export function createRuleQueries({ conventions }: ServiceCatalog): Queries {
  return createQueries({ conventions, target, selector: ruleSelector, window: '5m' });
}

/** Returns every ready-made view of what a service emits, grouped as boards show them. */
export function generateSignals(catalog: ServiceCatalog): Readonly<Record<string, Signals>> {
  const queries = createBoardQueries(catalog);
  const hasPools = catalog.operations.some((operation) => operation.pooled === true);
  return {
    overview: overviewSignals(catalog, queries),
    instances: instanceSignals(queries),
    ...serverSignals(catalog, queries),
    ...clientSignals(catalog, queries),
    ...(hasPools ? { pools: poolSignals(queries) } : {}),
    runtime: runtimeSignals(queries),
    telemetry: telemetrySignals(queries),
    own: ownSignals(catalog, queries),
  };
}

/** Returns the PromQL that asks for the values of each variable of a board. */
export function generateVariables({
  conventions,
}: ServiceCatalog): Readonly<Record<string, { query: string }>> {
  const values = (metric: QueriedMetric, label: string, selector: string) => {
    const { select } = createQueries({ conventions, target, selector, window: '' });
    return { query: `label_values(${select(metric)}, ${label})` };
  };
  return {
    version: values(buildInfo, target.version, ''),
    app: values(buildInfo, target.app, matchVariables('version')),
    namespace: values(buildInfo, target.namespace, matchVariables('app', 'version')),
    instance: values(buildInfo, target.instance, matchVariables('namespace', 'app', 'version')),
    method: values(serverHandleTotal, 'method', boardSelector),
  };
}

function matchVariables(...names: ('namespace' | 'app' | 'version' | 'instance')[]): string {
  return names.map((name) => `${target[name]}=~"$${name}"`).join(', ');
}
