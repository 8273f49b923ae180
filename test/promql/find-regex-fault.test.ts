import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findRegexFault } from '../../src/promql/find-regex-fault.js';
import { describeWith } from '../support/programs.js';
import { findRefusedQueries } from './promtool.js';

const piece = fc.constantFrom(
  ...[
    'a',
    'b|c',
    '.',
    '.*',
    '\\d',
    '\\w+',
    '(',
    ')',
    '(a)',
    '(?:b)',
    '(?i)',
    '(?P<n>',
    '(?=',
    '(?!a)',
    '(?<=',
    '(?<n>',
  ],
  ...[
    '[',
    ']',
    '[a-z]',
    '[z-a]',
    '[^a]',
    '[[:alpha:]]',
    '{2}',
    '{2,1}',
    '{1001}',
    '{',
    '}',
    '*',
    '+',
    '?',
    '**',
    '\\',
  ],
  ...[
    '\\1',
    '\\Z',
    '\\z',
    '\\A',
    '\\b',
    '\\y',
    '\\.',
    '\\-',
    '\\_',
    '\\x41',
    '\\pN',
    '\\Q',
    '\\E',
    '\\07',
    '^',
    '$',
    '/',
  ],
);

describeWith(['promtool'], 'findRegexFault', () => {
  it('refuses no expression that Prometheus takes, and says how many it misses', () => {
    const patterns = fc.sample(
      fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
      {
        numRuns: 3000,
        seed: 7,
      },
    );
    const queries = new Map(
      [...new Set(patterns)].map((pattern) => [`x{a=~${JSON.stringify(pattern)}}`, pattern]),
    );
    const refused = findRefusedQueries([...queries.keys()]);
    const falseAlarms = [...queries].filter(
      ([query, pattern]) => !refused.has(query) && findRegexFault(pattern),
    );
    const found = [...queries].filter(([query, pattern]) => refused.has(query) && findRegexFault(pattern));
    console.log(
      `${queries.size} patterns: promtool refuses ${refused.size}, we ${found.length} of these; ${falseAlarms.length} false alarms`,
    );
    expect(falseAlarms.map(([, pattern]) => pattern)).toEqual([]);
    expect(found.length / refused.size).toBeGreaterThan(0.7);
  });
});
