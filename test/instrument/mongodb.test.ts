import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeMongoCommand } from '../../src/instrument/family/mongo-command.js';

describe('describeMongoCommand', () => {
  it.each([
    [
      'find',
      { find: 'users', filter: { age: { $gt: 3 } } },
      'Find',
      'users',
      'find users {"age":{"$gt":"?"}}',
    ],
    ['insert', { insert: 'users', documents: [{ a: 1 }] }, 'Insert', 'users', 'insert users'],
    [
      'update',
      { update: 'users', updates: [{ q: { _id: 1 }, u: {} }] },
      'Update',
      'users',
      'update users {"_id":"?"}',
    ],
    ['getMore', { getMore: 7n, collection: 'users' }, 'GetMore', 'users', 'getMore users'],
    ['ping', { ping: 1 }, 'Ping', '', 'ping'],
  ])('describes %s', (name, command, ...[method, collection, statement]) => {
    expect(describeMongoCommand(name, command)).toMatchObject({ method, collection, statement });
  });

  it('never tells a value, whatever the filter', () => {
    let filters = 0;
    const key = fc.constantFrom('a', '$or', 'b.c', '__proto__', 'toString');
    const { filter } = fc.letrec((tie) => ({
      filter: fc.oneof(
        fc.constantFrom('canary', 42_424_242, null, new Date(42_424_242), /canary/, Buffer.from('canary')),
        fc.array(tie('filter'), { maxLength: 4 }),
        fc.dictionary(key, tie('filter'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(filter, (value) => {
        filters++;
        const { statement } = describeMongoCommand('find', { find: 'users', filter: value });
        expect(statement).not.toMatch(/canary|42424242/);
        expect(statement.length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 5000 },
    );
    console.log(`${filters} filters, 0 values told`);
  });
});
