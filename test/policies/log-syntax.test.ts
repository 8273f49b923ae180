import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { logSyntax } from '../../src/policies/log-syntax.js';
import { judge } from '../../src/problem.js';

const table: [string, Parameters<typeof logSyntax.check>[0], string][] = [
  [
    'a line that is not JSON',
    { fault: 'invalidJson', data: { reason: 'at column 1' } },
    'The line is not JSON: at column 1.',
  ],
  [
    'a line that is too long',
    { fault: 'lineTooLong', data: { bytes: 70000, limit: 65536 } },
    'The line has 70000 bytes; collectors cut lines at 65536.',
  ],
  ['an empty stream', { fault: 'emptyStream' }, 'The stream has no line.'],
  [
    'a list',
    { fault: 'notAnObject', data: { got: 'an array' }, part: '[1]' },
    'The line is an array, not a JSON object.',
  ],
];

describe('log-syntax', () => {
  it.each(table)('says what is wrong with %s', (_case, subject, sentence) => {
    const problems = judge([logSyntax], subject, defaultConventions);
    expect(problems.map(({ text }) => text)).toEqual([sentence]);
  });
});
