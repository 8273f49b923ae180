import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { logLine } from '../../src/policies/log-line.js';

const fault = { dialect: 'zap', key: 'service', expected: 'text', got: '1' } as const;

const table: [string, Parameters<typeof logLine.check>[0], string[]][] = [
  ['a missing key', { ...fault, rule: 'missing' }, ['missingKey']],
  ['a wrong type', { ...fault, rule: 'type' }, ['wrongType']],
  ['an unknown key', { ...fault, rule: 'unknown' }, ['unknownKey']],
  ['an unknown level', { ...fault, key: 'level', rule: 'enum' }, ['unknownLevel']],
  ['an unknown level of ECS', { ...fault, key: 'log.level', rule: 'enum' }, ['unknownLevel']],
  ['another closed list', { ...fault, rule: 'enum' }, ['invalid']],
  ['a malformed trace id', { ...fault, key: 'traceId', rule: 'pattern' }, ['badId']],
  ['a malformed span id of ECS', { ...fault, key: 'span.id', rule: 'pattern' }, ['badId']],
  ['another pattern', { ...fault, rule: 'pattern' }, ['invalid']],
  ['anything else', { ...fault, rule: 'other' }, ['invalid']],
];

describe('log-line', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...logLine.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it.each([
    ['traceId', 'trace', 32],
    ['tid', 'trace', 32],
    ['spanId', 'span', 16],
  ] as const)('tells how many digits %s has', (key, id, digits) => {
    const [verdict] = logLine.check({ ...fault, key, rule: 'pattern' }, defaultConventions);
    expect(verdict?.data).toMatchObject({ id, digits });
  });
});
