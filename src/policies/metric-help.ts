import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject } from './subject.js';

/** Judges the help text of a metric: a reader of `/metrics` learns what is measured. */
export const metricHelp = definePolicy({
  id: 'metric-help',
  summary: 'Every metric has a help text.',
  severity: 'error',
  lint: 'rule',
  messages: { missingHelp: 'Metric `{name}` has no help text; say in one sentence what it measures.' },
  *check({ name, help }: MetricSubject, conventions) {
    if (isForeign(name, conventions)) return;
    if (help !== undefined && help.trim() === '')
      yield { message: 'missingHelp', data: { name }, part: name };
  },
});
