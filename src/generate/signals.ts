import { buildInfo } from '../catalog/build-info.js';
import { serverHandleTotal } from '../catalog/server-metrics.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { clientSignals } from './signals/client-signals.js';
import { dependencySignals } from './signals/dependency-signals.js';
import { instanceSignals } from './signals/instance-signals.js';
import { jobSignals } from './signals/job-signals.js';
import { messagingSignals } from './signals/messaging-signals.js';
import { overviewSignals } from './signals/overview-signals.js';
import { ownSignals } from './signals/own-signals.js';
import { breakerSignals, poolSignals } from './signals/pool-signals.js';
import { processSignals } from './signals/process-signals.js';
import { createQueries, type QueriedMetric, type Queries } from './signals/queries.js';
import { runtimeSignals } from './signals/runtime-signals.js';
import { serverSignals } from './signals/server-signals.js';
import { sloSignals } from './signals/slo-signals.js';
import type { Signals } from './signals/signal.js';
import { type TargetLabels, targetLabelsOf } from './signals/target-labels.js';
import { telemetrySignals } from './signals/telemetry-signals.js';

/** What stands in a rule for the matchers that tell whose series it judges, e.g. `app="order-service"`. */
export const ruleSelector = '$selector';

/** Returns the forms of queries for boards, in which Grafana fills in the variables. */
export function createBoardQueries(catalog: ServiceCatalog): Queries {
  const { conventions } = catalog;
  const target = targetLabelsOf(catalog);
  return createQueries({ conventions, target, selector: boardSelector(target), window: '$__rate_interval' });
}

/** Returns the forms of queries for rules, over the last five minutes unless said otherwise. */
export function createRuleQueries(catalog: ServiceCatalog, window = '5m'): Queries {
  const { conventions } = catalog;
  return createQueries({ conventions, target: targetLabelsOf(catalog), selector: ruleSelector, window });
}

/** Returns every ready-made view of what a service emits, grouped as boards show them. */
export function generateSignals(catalog: ServiceCatalog): Readonly<Record<string, Signals>> {
  const queries = createBoardQueries(catalog);
  const { operations } = catalog;
  const hasClients = operations.some(({ side }) => side === 'client');
  const when = (condition: boolean, groups: Readonly<Record<string, Signals>>) => (condition ? groups : {});
  return {
    overview: overviewSignals(catalog, queries),
    slos: sloSignals(catalog),
    instances: instanceSignals(queries),
    ...serverSignals(catalog, queries),
    ...when(hasClients, { dependencies: dependencySignals(catalog, queries) }),
    ...clientSignals(catalog, queries),
    ...when(
      operations.some(({ attributes }) => attributes.includes('messagingSystem')),
      { messaging: messagingSignals(queries) },
    ),
    ...when(
      operations.some(({ pooled }) => pooled === true),
      { pools: poolSignals(queries) },
    ),
    ...when(hasClients, { breakers: breakerSignals(queries) }),
    ...when(
      operations.some(({ side }) => side === 'job'),
      { jobs: jobSignals(queries) },
    ),
    process: processSignals(queries),
    runtime: runtimeSignals(queries),
    telemetry: telemetrySignals(queries),
    own: ownSignals(catalog, queries),
  };
}

/** Returns the PromQL that asks for the values of each variable of a board. */
export function generateVariables(catalog: ServiceCatalog): Readonly<Record<string, { query: string }>> {
  const { conventions } = catalog;
  const target = targetLabelsOf(catalog);
  const values = (metric: QueriedMetric, label: string, selector: string) => {
    const { select } = createQueries({ conventions, target, selector, window: '' });
    return { query: `label_values(${select(metric)}, ${label})` };
  };
  const narrowed = (...names: BoardVariable[]) => matchVariables(target, names);
  return {
    version: values(buildInfo, target.version, ''),
    app: values(buildInfo, target.app, narrowed('version')),
    namespace: values(buildInfo, target.namespace, narrowed('app', 'version')),
    instance: values(buildInfo, target.instance, narrowed('namespace', 'app', 'version')),
    method: values(serverHandleTotal, 'method', boardSelector(target)),
  };
}

type BoardVariable = 'namespace' | 'app' | 'version' | 'instance';

/** Matchers of every query of a board: its variables. */
function boardSelector(target: TargetLabels): string {
  return matchVariables(target, ['namespace', 'app', 'version', 'instance']);
}

function matchVariables(target: TargetLabels, names: readonly BoardVariable[]): string {
  return names.map((name) => `${target[name]}=~"$${name}"`).join(', ');
}
