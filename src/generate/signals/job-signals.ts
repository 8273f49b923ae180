import { jobHandleSeconds, jobHandleTotal } from '../../catalog/job-metrics.js';
import { percentiles } from './percentiles.js';
import type { Part, Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** Runs that failed, of those that ended; Ego's Go jobs only say that they began. */
export const failedRuns: Part = { part: 'code="fail"', whole: 'code=~"ok|fail"' };

/** Returns the signals of jobs, by job. */
export function jobSignals(queries: Queries): Signals {
  const by = ['name'];
  const runs = (where: string) => queries.aggregate('sum', jobHandleTotal, { by, where: [where] });
  return {
    jobRuns: series('Job runs', 'cps', {
      description: 'Runs per second by job: begun, and of those ended well or failed.',
      targets: [
        { expr: queries.rate(jobHandleTotal, { by: ['name', 'code'] }), legend: '{{code}} {{name}}' },
      ],
    }),
    jobFailures: series('Job failure ratio', 'percentunit', {
      description: 'Share of the runs that failed, by job.',
      targets: [{ expr: queries.share(jobHandleTotal, failedRuns, { by }), legend: '{{name}}' }],
    }),
    jobDuration: series('Job duration', 's', {
      description: 'Time a run takes, by job: half, 95 of 100 and 99 of 100 take at most this long.',
      targets: percentiles(queries, jobHandleSeconds, { by }),
    }),
    jobRunning: series('Jobs running', 'short', {
      description: 'Runs begun and not yet ended, of jobs that say when they end.',
      targets: [
        { expr: `clamp_min(${runs('code="begin"')} - ${runs('code=~"ok|fail"')}, 0)`, legend: '{{name}}' },
      ],
    }),
  };
}
