import type { Conventions } from '../conventions.js';
import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';

/** A metric name that an expression reads. */
export interface QueriedMetric {
  readonly name: string;
  /** Whether a catalog entry or a recording rule yields it. */
  readonly isKnown: boolean;
  /** Names that a histogram of this very name is queried by. */
  readonly series?: readonly string[];
  /** The known name most like it. */
  readonly near?: string;
}

/** What Prometheus itself and the exporters of a cluster provide. */
const clusterNames =
  /^(?:up|ALERTS|ALERTS_FOR_STATE|(?:scrape|prometheus|alertmanager|kube|kubelet|container|machine|node|go|probe)_\w+)$/;

/** Judges that a query reads metrics that something emits. */
export const queryMetric = definePolicy({
  id: 'query-metric',
  summary: 'Queries read metrics of the catalog, of recording rules, or of the cluster.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    histogram: '`{name}` is a histogram; its series are {series}.',
    unknown: 'Nothing emits `{name}`{hint}.',
  },
  *check({ name, isKnown, series, near }: QueriedMetric, conventions: Conventions) {
    if (isKnown || clusterNames.test(name) || isForeign(name, conventions)) return;
    if (series !== undefined) {
      const names = series.map((one) => `\`${one}\``).join(', ');
      yield { message: 'histogram', data: { name, series: names }, part: name };
    } else {
      const hint =
        near === undefined
          ? '; no catalog entry and no recording rule has this name'
          : `; did you mean \`${near}\``;
      yield { message: 'unknown', data: { name, hint }, part: name };
    }
  },
});
