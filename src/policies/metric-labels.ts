import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject } from './subject.js';

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** Judges label names: snake_case, and neither Prometheus' own nor those the scrape attaches to the target. */
export const metricLabels = definePolicy({
  id: 'metric-labels',
  summary: 'Label names are snake_case and never those of Prometheus or of the scraped target.',
  severity: 'error',
  lint: 'rule',
  messages: {
    notSnakeCase: 'Label `{label}` of metric `{name}` is not snake_case.',
    reserved: 'Label `{label}` of metric `{name}` is reserved by Prometheus.',
    target:
      'Label `{label}` of metric `{name}` is attached by the scrape; a metric that carries it too would lose one of them.',
  },
  *check({ name, labels = [] }: MetricSubject, conventions) {
    if (isForeign(name, conventions)) return;
    for (const label of labels) {
      const data = { name, label };
      if (label.startsWith('__') || conventions.reservedLabels.includes(label)) {
        yield { message: 'reserved', data, part: label };
      } else if (conventions.targetLabels.includes(label)) {
        yield { message: 'target', data, part: label };
      } else if (!snakeCase.test(label)) {
        yield { message: 'notSnakeCase', data, part: label };
      }
    }
  },
});
