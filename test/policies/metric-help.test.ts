import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { metricHelp } from '../../src/policies/index.js';

const table = [
  ['a sentence', { help: 'Orders.' }, []],
  ['an empty text', { help: '' }, ['missingHelp']],
  ['a text of white space', { help: ' \n\t' }, ['missingHelp']],
  ['a help text that cannot be seen', {}, []],
] as const;

describe('metric-help', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const metric = { name: 'custom_orders_total', type: 'counter', ...subject } as const;
    const verdicts = [...metricHelp.check(metric, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
