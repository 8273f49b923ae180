import { definePolicy } from '../problem.js';

/** A label that the text of an alert prints. */
export interface AlertLabel {
  readonly alert: string;
  readonly label: string;
  /** The labels the alert's expression keeps; absent when it keeps others than those it drops. */
  readonly kept?: readonly string[];
}

/** Judges that the text of an alert prints labels its expression keeps; a dropped one prints as nothing. */
export const alertLabels = definePolicy({
  id: 'alert-labels',
  summary: 'The text of an alert uses only labels that its expression keeps.',
  severity: 'error',
  lint: { reason: 'Alerts stand in rule files, which the editor plugin does not read.' },
  messages: {
    dropped: 'Alert `{alert}` prints label `{label}`, which its expression drops{kept}.',
  },
  *check({ alert, label, kept }: AlertLabel) {
    const names = kept?.map((name) => `\`${name}\``).join(', ');
    const text = names === undefined ? '' : names === '' ? '; it keeps none' : `; it keeps ${names}`;
    yield { message: 'dropped', data: { alert, label, kept: text }, part: label };
  },
});
