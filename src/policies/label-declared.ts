import { definePolicy } from '../problem.js';

/** A label of a series whose metric is declared. */
export interface LabelSubject {
  readonly metric: string;
  readonly label: string;
  readonly value: string;
  /** The labels the metric is declared with. */
  readonly declared: readonly string[];
  /** The values the label may take, when its list is closed. */
  readonly values?: readonly string[];
}

/** What the metrics room writes for values it could not admit, which a closed list need not contain. */
const standIns = ['_other', '_overflow', '_invalid'];

/** Judges that a series carries the labels its metric is declared with, and of closed labels the listed values. */
export const labelDeclared = definePolicy({
  id: 'label-declared',
  summary: 'Series carry declared labels only, and values of the closed list where there is one.',
  severity: 'error',
  lint: { reason: 'The catalog of a service is known to the tools, not to the editor.' },
  messages: {
    undeclared: 'Label `{label}` of `{metric}` is not declared; the metric has {known}.',
    unlisted: 'Label `{label}` of `{metric}` is `{value}`, which is none of {known}.',
  },
  *check({ metric, label, value, declared, values }: LabelSubject) {
    if (!declared.includes(label)) {
      const known = declared.length === 0 ? 'no label' : declared.map((name) => `\`${name}\``).join(', ');
      yield { message: 'undeclared', data: { metric, label, known }, part: label };
    } else if (values !== undefined && ![...values, ...standIns].includes(value)) {
      const known = values.map((name) => `\`${name}\``).join(', ');
      yield { message: 'unlisted', data: { metric, label, value, known }, part: value };
    }
  },
});
