import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { logSecret } from '../../src/policies/log-secret.js';
import { hideSecrets } from '../../src/policies/log-secret.js';

const table: [string, Parameters<typeof logSecret.check>[0], string[]][] = [
  ['a line without secret', { text: '{"msg":"order placed","url":"https://shop.example/a?b=c:d"}' }, []],
  ['a private key', { text: '-----BEGIN RSA PRIVATE KEY-----' }, ['secret']],
  ['a JSON web token', { text: `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}` }, ['secret']],
  ['an access key', { text: 'AKIAIOSFODNN7EXAMPLE' }, ['secret']],
  ['a token behind Bearer', { text: `Authorization: Bearer ${'a1'.repeat(12)}` }, ['secret']],
  ['credentials in a URL', { text: 'postgres://shop:hunter2@db:5432/shop' }, ['secret']],
  ['credentials that are hidden already', { text: 'postgres://shop:***@db:5432/shop' }, []],
  ['a password', { text: '{"password":"hunter2"}' }, ['secret']],
  ['a password that is redacted', { text: '{"password":"[Redacted]"}' }, []],
];

describe('log-secret', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...logSecret.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('hides secrets without moving what follows', () => {
    expect(hideSecrets('a AKIAIOSFODNN7EXAMPLE b')).toBe(`a ${'•'.repeat(20)} b`);
    expect(hideSecrets('order placed')).toBe('order placed');
  });
});
