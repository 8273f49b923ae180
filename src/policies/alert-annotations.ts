import { definePolicy } from '../problem.js';

/** An alerting rule, as far as whoever is woken by it is concerned. */
export interface AlertSubject {
  readonly alert: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Without a base URL, generated rules name the page in the repository. */
const runbookForm = /^(?:https?:\/\/\S.*|[\w.-]+(?:\/[\w.-]+)*\.md)$/;

const severities = ['critical', 'warning', 'info'];

/** Judges what an alert tells whoever is woken by it: how bad, what, where, and what to do. */
export const alertAnnotations = definePolicy({
  id: 'alert-annotations',
  summary: 'An alert has a `for`, a severity, a summary, a description and a runbook.',
  severity: 'error',
  lint: { reason: 'Alerts stand in rule files, which the editor plugin does not read.' },
  messages: {
    badName: 'Alert `{alert}` is not named in CamelCase.',
    badRunbook:
      '`runbook_url` of alert `{alert}` is `{got}`, neither an http(s) URL nor the path of a Markdown page.',
    missingAnnotation: 'Alert `{alert}` has no annotation `{annotation}`.',
    missingFor: 'Alert `{alert}` has no `for`, so one bad scrape wakes somebody.',
    missingSeverity: 'Alert `{alert}` has no label `severity`, so nothing can route it.',
    unknownSeverity: 'Severity of alert `{alert}` is `{got}`; it is one of {known}.',
  },
  *check({ alert, for: wait, labels, annotations }: AlertSubject) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(alert)) yield { message: 'badName', data: { alert }, part: alert };
    if (wait === undefined) yield { message: 'missingFor', data: { alert }, part: alert };
    const severity = labels['severity'] ?? '';
    if (severity === '') yield { message: 'missingSeverity', data: { alert }, part: alert };
    else if (!severities.includes(severity))
      yield {
        message: 'unknownSeverity',
        data: { alert, got: severity, known: severities.join(', ') },
        part: severity,
      };
    for (const annotation of ['summary', 'description', 'runbook_url']) {
      if ((annotations[annotation] ?? '').trim() === '')
        yield { message: 'missingAnnotation', data: { alert, annotation }, part: alert };
    }
    const runbook = annotations['runbook_url'] ?? '';
    if (runbook.trim() !== '' && !runbookForm.test(runbook))
      yield { message: 'badRunbook', data: { alert, got: runbook }, part: runbook };
  },
});
