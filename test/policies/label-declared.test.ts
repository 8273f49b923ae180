import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { labelDeclared } from '../../src/policies/label-declared.js';

const series = { metric: 'custom_orders_total', value: 'new', declared: ['kind'] };

const table: [string, Parameters<typeof labelDeclared.check>[0], string[]][] = [
  ['a declared label', { ...series, label: 'kind' }, []],
  ['a label that is not declared', { ...series, label: 'route' }, ['undeclared']],
  ['a label of a metric without labels', { ...series, label: 'route', declared: [] }, ['undeclared']],
  ['a value of the list', { ...series, label: 'kind', values: ['new', 'old'] }, []],
  ['a value that is not in the list', { ...series, label: 'kind', values: ['old'] }, ['unlisted']],
];

describe('label-declared', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...labelDeclared.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
