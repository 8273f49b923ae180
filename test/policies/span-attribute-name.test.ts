import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { spanAttributeName } from '../../src/policies/index.js';

const table = [
  ['a known key', { key: 'http.route', isKnown: true }, []],
  ['a key of its own', { key: 'shop.order_id', isKnown: false }, []],
  ['a known key that is not well-formed', { key: 'sampling.Priority', isKnown: true }, []],
  ['a slip', { key: 'http.rout', isKnown: false, near: 'http.route' }, ['misspelt']],
  ['camelCase', { key: 'shop.orderId', isKnown: false }, ['malformed']],
  ['no word', { key: '--', isKnown: false }, ['noWord']],
  ['a key of exporters', { key: 'otel.status_code', isKnown: true }, ['reserved']],
  [
    'a dialect that is off',
    { key: 'db.type', isKnown: true, foreignDialect: 'opentracing', replacement: 'db.system.name' },
    ['otherDialect'],
  ],
] as const;

describe('span-attribute-name', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...spanAttributeName.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
