import { definePolicy } from '../problem.js';
import { describeEndless, describeEndlessName } from './describe-endless.js';
import { isForeign } from './is-foreign.js';

/** A label of a metric, and a value of it where one is seen. */
export interface LabelValueSubject {
  readonly metric: string;
  readonly label: string;
  readonly value?: string;
  /** Whether the label is declared with a closed list or a budget of values, so that its name alone is no fault. */
  readonly isBounded?: boolean;
  /** `framework` for the metrics of our own catalog, whose labels are bounded. */
  readonly origin?: 'framework' | 'user';
}

/** Judges that the values of a label come from a small set: each value is a series that Prometheus keeps for weeks. */
export const labelCardinality = definePolicy({
  id: 'label-cardinality',
  summary: 'Labels take few values: no ids, raw paths, addresses, e-mails, times or text of users.',
  severity: 'error',
  lint: 'rule',
  messages: {
    endlessName:
      'Label `{label}` of metric `{metric}` is named after {what}, of which there is no end; they belong on log lines and spans.',
    endlessValue:
      'Label `{label}` of metric `{metric}` has the value `{value}`, {what}; each new one is a new series.',
  },
  *check({ metric, label, value, isBounded = false, origin }: LabelValueSubject, conventions) {
    // An info metric is one series that tells ids and versions: that is what it is for.
    if (origin === 'framework' || isForeign(metric, conventions) || metric.endsWith('_info')) return;
    if (value !== undefined) {
      const found = describeEndless(value);
      const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
      if (found !== undefined)
        yield {
          message: 'endlessValue',
          data: { metric, label, value: shown, what: found.what },
          part: found.part,
        };
      return;
    }
    const what = isBounded ? undefined : describeEndlessName(label);
    if (what !== undefined) yield { message: 'endlessName', data: { metric, label, what }, part: label };
  },
});
