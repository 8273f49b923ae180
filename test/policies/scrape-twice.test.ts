import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { scrapeTwice } from '../../src/policies/scrape-twice.js';

const table: [string, Parameters<typeof scrapeTwice.check>[0], string[]][] = [
  ['pods and their service', { pods: 'Pod `a`', service: '`a`' }, ['both']],
];

describe('scrape-twice', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...scrapeTwice.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
