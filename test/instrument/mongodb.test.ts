import fc from 'fast-check';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { describe, expect, it } from 'vitest';
import { describeMongoCommand } from '../../src/instrument/family/mongo-command.js';
import { instrumentMongodb } from '../../src/instrument/mongodb.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { findFreePort } from '../support/free-port.js';

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

describe.each([
  ['mongodb 7', (url: string, options: MongoClientOptions) => new MongoClient(url, options)],
  [
    'mongodb 6',
    (url: string, options: MongoClientOptions) =>
      new MongoClient6(url, options as object) as unknown as MongoClient,
  ],
])('without a server, with %s', (_, connect) => {
  const open = async () => {
    const url = `mongodb://127.0.0.1:${await findFreePort()}`;
    return connect(url, { monitorCommands: true, serverSelectionTimeoutMS: 100 });
  };

  it('has one operation for every call that found no server, in the trace of its caller', async () => {
    const telemetry = createTestTelemetry();
    const client = await open();
    instrumentMongodb(telemetry, client, { name: 'mongo.gone' });
    const users = client.db('shop').collection('users');
    const call = (name: string) =>
      telemetry.tracer.startActiveSpan(name, async (span) => {
        await expect(users.findOne({ a: 1 })).rejects.toThrow(/./);
        span.end();
      });
    await Promise.all([call('first'), call('second')]);
    await call('third');
    const spans = await telemetry.spans();
    const failed = spans.filter((span) => span.kind === 'client');
    expect(failed.map(({ name }) => name).sort()).toEqual(['connect', 'find', 'find']);
    expect(new Set(failed.map(({ traceId }) => traceId)).size).toBe(3);
    expect(failed.every((span) => span.failed && span.attributes['db.system.name'] === 'mongodb')).toBe(true);
    const lines = telemetry.lines().filter((line) => line['level'] === 'error');
    expect(lines.map((line) => line['method']).sort()).toEqual(['Connect', 'Find', 'Find']);
    // The first waited as long as its caller did, not as long as nothing.
    expect(Math.max(...lines.map((line) => Number(line['cost'])))).toBeGreaterThan(50);
    expect(
      await telemetry.value('ego_client_handle_total', { name: 'mongo.gone', method: 'Find', code: 'Error' }),
    ).toBe(2);
    await client.close();
    await telemetry.shutdown();
  });

  it('adds nothing once it is detached', async () => {
    const telemetry = createTestTelemetry();
    const client = await open();
    const detach = instrumentMongodb(telemetry, client);
    await expect(client.connect()).rejects.toThrow(/./);
    expect(await telemetry.spans()).toHaveLength(1);
    detach();
    await expect(client.db('shop').command({ ping: 1 })).rejects.toThrow(/./);
    expect(await telemetry.spans()).toHaveLength(1);
    expect(Object.keys(client)).not.toContain('connect');
    await client.close();
    await telemetry.shutdown();
  });
});
