import { definePolicy } from '../problem.js';

/** A counter as an expression reads it. */
export interface QueriedCounter {
  readonly metric: string;
  /** The functions and aggregations around it. */
  readonly within: readonly string[];
}

/** What makes sense of a counter: how it grows, or whether it is there at all. */
const sensible = [
  ...['rate', 'irate', 'increase', 'resets', 'changes'],
  ...['absent', 'absent_over_time', 'present_over_time', 'count_over_time'],
  ...['count', 'count_values', 'group', 'timestamp', 'delta', 'idelta', 'deriv', 'predict_linear'],
];

/** Judges that a counter is read by how it grows: its height only says when the process started. */
export const queryCounter = definePolicy({
  id: 'query-counter',
  summary: 'A counter is read through `rate`, `increase` or their like.',
  severity: 'warning',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    raw: '`{metric}` is a counter, whose height says when the process started; read it by `rate` or `increase`.',
  },
  *check({ metric, within }: QueriedCounter) {
    if (within.some((name) => sensible.includes(name))) return;
    yield { message: 'raw', data: { metric }, part: metric };
  },
});
