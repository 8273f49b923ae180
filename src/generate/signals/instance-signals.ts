import { buildInfo } from '../../catalog/build-info.js';
import { over, type Queries } from './queries.js';
import type { Signals } from './signal.js';

/** Labels of the table of instances: those of the scrape, and who the process says it is. */
const ownColumns = ['start_time', 'app_version', 'framework_version', 'runtime_version', 'name'];
const podLabels = ['enable', 'pod_template_hash'];

/** Returns the table of instances; its columns are labels, so one query is enough. */
export function instanceSignals(queries: Queries): Signals {
  const { namespace, pod, app, version, instance } = queries.target;
  // Go services state Ego's own labels only, Node services both: whichever is there fills the column.
  const info = fill(
    fill(queries.select(buildInfo), 'framework_version', 'ego_version'),
    'runtime_version',
    'go_version',
  );
  const columns = [pod, ...ownColumns, ...podLabels, instance, namespace, app, version];
  return {
    instances: {
      title: 'Instances',
      description: 'Every process that Prometheus reads, when it started and which versions it runs.',
      unit: 'none',
      type: 'table',
      targets: [{ expr: `${over('max', columns)}(${info})`, legend: `{{${pod}}}`, instant: true }],
    },
  };
}

function fill(vector: string, label: string, from: string): string {
  return `label_replace(${vector}, "${label}", "$1", "${from}", "(.+)")`;
}
