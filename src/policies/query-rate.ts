import { definePolicy } from '../problem.js';

/** A function over a range of a metric whose type is known. */
export interface RangedMetric {
  readonly metric: string;
  readonly type: 'counter' | 'gauge';
  readonly function: string;
}

/** Functions that take every fall for a restart of the process. */
const ofCounters = ['rate', 'irate', 'increase', 'resets'];
/** Functions that take a restart of the process for a fall. */
const ofGauges = ['delta', 'idelta', 'deriv', 'predict_linear'];

/** Judges that functions of counters read counters, and those of gauges gauges. */
export const queryRate = definePolicy({
  id: 'query-rate',
  summary: '`rate` and its like read counters, `delta` and its like read gauges.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    ofCounter: '`{function}` reads counter `{metric}`, and takes a restart for a fall; use `{better}`.',
    ofGauge: '`{function}` reads gauge `{metric}`, and takes every fall for a restart; use `{better}`.',
  },
  *check({ metric, type, function: name }: RangedMetric) {
    if (type === 'gauge' && ofCounters.includes(name)) {
      const better = name === 'resets' ? 'changes' : name === 'increase' ? 'delta' : 'deriv';
      yield { message: 'ofGauge', data: { function: name, metric, better }, part: metric };
    } else if (type === 'counter' && ofGauges.includes(name)) {
      const better = name === 'delta' ? 'increase' : name === 'idelta' ? 'irate' : 'rate';
      yield { message: 'ofCounter', data: { function: name, metric, better }, part: metric };
    }
  },
});
