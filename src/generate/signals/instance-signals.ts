import { buildInfo } from '../../catalog/build-info.js';
import { createKubeQueries, lastTransition, podStatus } from './kube-queries.js';
import { over, type Queries } from './queries.js';
import { runtimeNames } from './runtime-names.js';
import type { SignalColumn, Signals, SignalTarget } from './signal.js';
import type { TargetLabels } from './target-labels.js';

/** Labels of the table of instances besides those of the scrape: who the process says it is, and what its pod has. */
const ownLabels = ['app_version', 'framework_version', 'runtime_version', 'enable', 'pod_template_hash'];

/**
 * Returns the table of instances. Each query fills columns of its own, so that without kube-state-metrics only the last
 * two stay empty.
 */
export function instanceSignals(queries: Queries): Signals {
  const { namespace, pod, version, instance } = queries.target;
  const by = [namespace, pod];
  const kube = createKubeQueries(queries, 'namespace=~"$namespace"');
  const own = queries.select(buildInfo);
  // Go services state Ego's own labels only, Node services both: whichever is there fills the column.
  const info = fill(fill(own, 'framework_version', 'ego_version'), 'runtime_version', 'go_version');
  const exprs = [
    `${over('max', [...by, instance, version, ...ownLabels])}(${info})`,
    `${queries.aggregate('max', runtimeNames.startTime, { by })} * 1000`,
    kube.ofService(podStatus(kube, { by }), own),
    kube.ofService(lastTransition(kube, { by }), own),
  ];
  return {
    instances: {
      title: 'Instances',
      description:
        'Every process that Prometheus reads: when it started, which versions it runs, and how its pod is doing by kube-state-metrics. The last transition is when the pod became ready.',
      unit: 'none',
      type: 'table',
      targets: exprs.map((expr): SignalTarget => ({ expr, legend: `{{${pod}}}`, instant: true })),
      columns: columnsOf(queries.target),
    },
  };
}

/** The columns of the deck, in its order. */
function columnsOf({ namespace, pod, version, instance }: TargetLabels): SignalColumn[] {
  const label = (id: string, field = id) => ({ id, field });
  return [
    label('pod', pod),
    { id: 'startTime', field: 'Value #B', unit: 'dateTimeAsIso' },
    label('app_version'),
    label('framework_version'),
    label('enable'),
    label('runtime_version'),
    label('instance', instance),
    label('namespace', namespace),
    label('pod_template_hash'),
    label('version', version),
    label('status'),
    { id: 'lastTransition', field: 'Value #D', unit: 'dateTimeAsIso' },
  ];
}

function fill(vector: string, label: string, from: string): string {
  return `label_replace(${vector}, "${label}", "$1", "${from}", "(.+)")`;
}
