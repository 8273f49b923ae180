import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { isScrapeKey, scrapeAnnotation } from '../../src/policies/scrape-annotation.js';

const table: [string, Parameters<typeof scrapeAnnotation.check>[0], string[]][] = [
  ['what scrapers read', { key: 'prometheus.io/scrape', value: 'true', isString: true }, []],
  ['a path without quotes', { key: 'prometheus.io/path', value: '/metrics', isString: false }, []],
  ['a parameter', { key: 'prometheus.io/param_module', value: 'x', isString: true }, []],
  ['a boolean', { key: 'prometheus.io/scrape', value: 'true', isString: false }, ['unquoted']],
  [
    'a boolean of YAML 1.1',
    { key: 'prometheus.io/scrape', value: 'yes', isString: false },
    ['unquoted', 'badValue'],
  ],
  ['a number', { key: 'prometheus.io/port', value: '9003', isString: false }, ['unquoted']],
  ['a capital', { key: 'prometheus.io/scrape', value: 'True', isString: true }, ['badValue']],
  ['a port by name', { key: 'prometheus.io/port', value: 'metrics', isString: true }, ['badValue']],
  ['a port beyond the last', { key: 'prometheus.io/port', value: '65536', isString: true }, ['badValue']],
  ['a path without its slash', { key: 'prometheus.io/path', value: 'metrics', isString: true }, ['badValue']],
  ['an unknown scheme', { key: 'prometheus.io/scheme', value: 'tcp', isString: true }, ['badValue']],
  ['a misspelt key', { key: 'prometheus.io/prot', value: '9003', isString: true }, ['unknown']],
  ['a misspelt domain', { key: 'promethues.io/port', value: '9003', isString: true }, ['unknown']],
  [
    'a place nobody looks at',
    { key: 'prometheus.io/port', value: '1', isString: true, misplacedOn: 'Job' },
    ['misplaced'],
  ],
];

describe('scrape-annotation', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...scrapeAnnotation.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it.each([
    ['prometheus.io/scrape', true],
    ['prometheus.io.scrape', true],
    ['promethues.io/scrape', true],
    ['prometheus/io/scrape', true],
    ['prometheus.istio.io/merge-metrics', false],
    ['sidecar.istio.io/inject', false],
  ])('tells whether %s was meant for scrapers', (key, expected) => {
    expect(isScrapeKey(key)).toBe(expected);
  });
});
