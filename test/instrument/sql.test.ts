import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeStatement } from '../../src/instrument/family/sql.js';

describe('describeStatement', () => {
  it.each([
    ['select * from orders where id = 42', 'SELECT', 'orders', 'select * from orders where id = ?'],
    [
      "INSERT INTO users (n) VALUES ('O''Brien', 1.5)",
      'INSERT',
      'users',
      'INSERT INTO users (n) VALUES (?, ?)',
    ],
    ['update only "Order Items" set a = $1', 'UPDATE', 'Order Items', 'update only "Order Items" set a = $1'],
    ['create table if not exists t (a int)', 'CREATE', 't', 'create table if not exists t (a int)'],
    ["select 'from secrets' -- from hidden\n from shown", 'SELECT', 'shown', 'select ? from shown'],
    ['/* from a */ select 1', 'SELECT', '', 'select ?'],
    ['select $$from x$$', 'SELECT', '', 'select ?'],
    ["select 'unterminated", 'SELECT', '', 'select ?'],
    ["select E'it\\'s hunter2'", 'SELECT', '', 'select ?'],
    ['select $body$hunter2$body$, $1', 'SELECT', '', 'select ?, $1'],
    ['select 0x1F3A, 1e10, 1_000_000', 'SELECT', '', 'select ?, ?, ?'],
    ['/* a /* b */ hunter2 */ select 1', 'SELECT', '', 'select ?'],
    [`/* ${'x'.repeat(20_000)} hunter2 */ select 1`, '', '', ''],
    ['begin', 'BEGIN', '', 'begin'],
    ['', '', '', ''],
  ])('describes %s', (text, operation, table, template) => {
    expect(describeStatement(text, 'postgresql')).toEqual({ operation, table, template });
  });

  it.each([
    [
      "insert into users values ('it\\'s hunter2', \"hunter2\")",
      'INSERT',
      'users',
      'insert into users values (?, ?)',
    ],
    [
      'select * from `Order Items` where a = ? # hunter2',
      'SELECT',
      'Order Items',
      'select * from `Order Items` where a = ?',
    ],
    ["select '\\\\', a from t", 'SELECT', 't', 'select ?, a from t'],
    ["select x'4D7953', 0x4D", 'SELECT', '', 'select x?, ?'],
  ])('describes %s of MySQL', (text, operation, table, template) => {
    expect(describeStatement(text, 'mysql')).toEqual({ operation, table, template });
  });

  it('never tells a literal of MySQL', () => {
    let statements = 0;
    const words = fc.constantFrom('select', 'from', ' ', ',', '(', '?', 't', '#x\n', '/*y*/', '=', '`n`');
    const literal = fc.constantFrom(
      "'canary'",
      "'a\\'canary'",
      '"canary"',
      '"a\\"canary"',
      "'--canary'",
      '"#canary"',
      "'\\\\'",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, literal), { maxLength: 30 }), (parts) => {
        statements++;
        expect(describeStatement(parts.join(' '), 'mysql').template).not.toContain('canary');
      }),
      { numRuns: 5000 },
    );
    console.log(`${statements} statements of MySQL, 0 literals told`);
  });

  it('never tells a literal', () => {
    let statements = 0;
    const words = fc.constantFrom('select', 'from', ' ', ',', '(', ')', '$1', 't', '--x\n', '/*y*/', '=');
    const literal = fc.constantFrom(
      "'canary'",
      "'a''canary'",
      '$$canary$$',
      '$q$canary$q$',
      "E'a\\'canary'",
      "'--canary'",
      "'/*canary'",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, literal), { maxLength: 30 }), (parts) => {
        statements++;
        expect(describeStatement(parts.join(' '), 'postgresql').template).not.toContain('canary');
      }),
      { numRuns: 5000 },
    );
    console.log(`${statements} statements, 0 literals told`);
  });

  it.each(['postgresql', 'mysql'] as const)('takes hostile text for %s without effort', (dialect) => {
    for (const text of [
      "'".repeat(1e6),
      '/*'.repeat(1e6),
      '$'.repeat(1e6),
      '"'.repeat(1e6),
      '-- '.repeat(1e6),
    ]) {
      expect(describeStatement(text, dialect).template.length).toBeLessThanOrEqual(2048);
    }
  });
});
