import { definePolicy } from '../problem.js';

/** A label that an expression names and that nothing it names it of carries. */
export interface QueriedLabel {
  readonly label: string;
  /** The metric whose selector has it; absent when `by`, `on` or `group_left` names it. */
  readonly metric?: string;
  readonly clause?: string;
  /** The known label most like it. */
  readonly near?: string;
}

/** Judges that a query names labels its metrics have; a matcher on another one selects nothing, or everything. */
export const queryLabel = definePolicy({
  id: 'query-label',
  summary: 'Queries name labels that their metrics are declared with or that the scrape attaches.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    grouped: '`{clause}` names label `{label}`, which no series there carries{hint}.',
    unknown: 'Metric `{metric}` has no label `{label}`{hint}.',
  },
  *check({ label, metric, clause = 'by', near }: QueriedLabel) {
    const hint = near === undefined ? '' : `; did you mean \`${near}\``;
    if (metric === undefined) yield { message: 'grouped', data: { label, clause, hint }, part: label };
    else yield { message: 'unknown', data: { label, metric, hint }, part: label };
  },
});
