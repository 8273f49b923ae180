import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { alertAnnotations } from '../../src/policies/alert-annotations.js';

const annotations = {
  summary: 'None.',
  description: 'None at all.',
  runbook_url: 'https://runbooks.example/a.md',
};
const withoutFor = { alert: 'OrdersMissing', labels: { severity: 'critical' }, annotations };
const alert = { ...withoutFor, for: '10m' };

const table: [string, Parameters<typeof alertAnnotations.check>[0], string[]][] = [
  ['an alert that says all', alert, []],
  ['a name in snake_case', { ...alert, alert: 'orders_missing' }, ['badName']],
  ['an alert without `for`', { ...withoutFor }, ['missingFor']],
  ['an alert without severity', { ...alert, labels: {} }, ['missingSeverity']],
  ['a severity nobody routes', { ...alert, labels: { severity: 'page' } }, ['unknownSeverity']],
  [
    'an alert without annotations',
    { ...alert, annotations: {} },
    ['missingAnnotation', 'missingAnnotation', 'missingAnnotation'],
  ],
  [
    'an annotation of spaces',
    { ...alert, annotations: { ...annotations, summary: ' ' } },
    ['missingAnnotation'],
  ],
  [
    'a runbook that is no address',
    { ...alert, annotations: { ...annotations, runbook_url: 'wiki' } },
    ['badRunbook'],
  ],
];

describe('alert-annotations', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...alertAnnotations.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
