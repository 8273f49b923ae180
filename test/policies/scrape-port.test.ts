import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { scrapePort } from '../../src/policies/scrape-port.js';

const table: [string, Parameters<typeof scrapePort.check>[0], string[]][] = [
  ['the port of the metrics', { pods: 'Pod `a`', port: '9003', declared: ['8080', '9003'] }, []],
  ['a patch', { pods: 'Pod `a`', port: '9003' }, []],
  ['the only port', { pods: 'Pod `a`', declared: ['9003'] }, []],
  ['several ports', { pods: 'Pod `a`', declared: ['8080', '9003'] }, ['allPorts']],
  ['no port', { pods: 'Pod `a`', declared: [] }, ['noPort']],
  ['another port', { pods: 'Pod `a`', port: '9004', declared: ['9003'] }, ['undeclared']],
  ['the name of a port', { pods: 'Pod `a`', port: 'metrics', declared: ['9003'] }, []],
];

describe('scrape-port', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...scrapePort.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
