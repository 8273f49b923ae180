import type { MongoClient, MongoClientOptions } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentMongodb } from '../../src/instrument/mongodb.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from './adapter-contract.js';
import { type MongoServer, startFerretdb } from './ferretdb.js';
import { waitUntil } from './wait-until.js';

type Connect = (url: string, options: MongoClientOptions) => MongoClient;

const handled = 'ego_client_handle_total';

/** Runs what the MongoDB adapter has to show with one major of the driver, on a real server. */
export function testMongodbAdapter(connect: Connect): void {
  let server: MongoServer;
  beforeAll(async () => {
    server = await startFerretdb();
  });
  afterAll(() => server.stop());
  const open = () => connect(server.url, { monitorCommands: true });

  testAdapter({
    name: 'instrumentMongodb',
    spanKind: 'client',
    counted: {
      name: handled,
      labels: { type: 'mongo', name: 'mongo.test', method: 'Find', peer: 'mongo.test.shop', code: 'OK' },
    },
    async create(telemetry) {
      const client = open();
      await client.db('shop').collection('orders').insertOne({ sku: 'a' });
      const detach = instrumentMongodb(telemetry, client, { name: 'mongo.test' });
      return {
        succeed: () => client.db('shop').collection('orders').findOne({ sku: 'a' }),
        fail: () =>
          client
            .db('shop')
            .command({ noSuchCommand: 1 })
            .catch((error: unknown) => error),
        detach,
        close: () => client.close(),
      };
    },
  });

  describe('instrumentMongodb', () => {
    it('tells names and the shape of a filter, never a value', async () => {
      const telemetry = createTestTelemetry({ access: { clients: true } });
      const client = open();
      instrumentMongodb(telemetry, client);
      const users = client.db('shop').collection('users');
      await users.insertMany([{ name: 'hunter2' }, { name: 'swordfish' }]);
      await users.find({ name: { $in: ['hunter2'] } }).toArray();
      const told = JSON.stringify([telemetry.lines(), await telemetry.spans()]);
      expect(told).not.toMatch(/hunter2|swordfish/);
      const spans = await telemetry.spans();
      expect(spans.map((span) => span.name)).toEqual(['insert users', 'find users']);
      expect(spans[0]?.attributes['db.operation.batch.size']).toBe(2);
      expect(spans[1]?.attributes).toMatchObject({
        'db.system.name': 'mongodb',
        'db.collection.name': 'users',
        'db.statement': 'find users {"name":{"$in":["?"]}}',
        'server.port': server.port,
      });
      await client.close();
      await telemetry.shutdown();
    });

    it('calls a document that is not there Empty, and a write that was refused a failure', async () => {
      const telemetry = createTestTelemetry();
      const client = open();
      instrumentMongodb(telemetry, client);
      const users = client.db('shop').collection<{ _id: string }>('unique');
      expect(await users.findOne({ _id: 'nobody' })).toBeNull();
      expect(await telemetry.value(handled, { method: 'Find', code: 'Empty' })).toBe(1);
      await users.insertOne({ _id: 'hunter2' });
      await expect(users.insertOne({ _id: 'hunter2' })).rejects.toMatchObject({ code: 11000 });
      expect(await telemetry.value(handled, { method: 'Insert', code: 'Error' })).toBe(1);
      expect(JSON.stringify(telemetry.lines())).toContain('11000');
      await client.close();
      await telemetry.shutdown();
    });

    it('states the figures of the pools', async () => {
      const telemetry = createTestTelemetry();
      const client = connect(server.url, { monitorCommands: true, maxPoolSize: 7 });
      instrumentMongodb(telemetry, client, { name: 'mongo.pool' });
      await client.db('shop').command({ ping: 1 });
      const stats = (index: string) =>
        telemetry.value('ego_client_stats_gauge', { type: 'mongo', name: 'mongo.pool', index });
      expect([await stats('max_open_connections'), await stats('in_use')]).toEqual([7, 0]);
      expect(await stats('open_connections')).toBeGreaterThan(0);
      await client.close();
      expect(await stats('open_connections')).toBe(0);
      await telemetry.shutdown();
    });

    it('has one operation for every call, also for one that got no connection', async () => {
      const telemetry = createTestTelemetry();
      const options = { monitorCommands: true, maxPoolSize: 1, waitQueueTimeoutMS: 1, retryReads: false };
      const client = connect(server.url, options);
      // That patience is too short for a connection to be made, but one is being made.
      const ping = () => client.db('shop').command({ ping: 1 });
      await waitUntil(() => ping().then(Boolean, () => false), 'there is a connection');
      instrumentMongodb(telemetry, client);
      const users = client.db('shop').collection('users');
      const made = Promise.allSettled(Array.from({ length: 50 }, () => users.findOne({ a: 1 })));
      // Those that wait for the only connection lose patience before the reply to the first is read.
      await new Promise(setImmediate);
      for (const end = performance.now() + 20; performance.now() < end;);
      const calls = await made;
      const rejected = calls.filter(({ status }) => status === 'rejected').length;
      expect(rejected).toBeGreaterThan(0);
      const spans = await telemetry.spans();
      expect(spans).toHaveLength(50);
      const failed = spans.filter((span) => span.failed);
      expect(failed).toHaveLength(rejected);
      expect(failed[0]).toMatchObject({
        name: 'find users',
        attributes: { 'db.namespace': 'shop', 'server.port': server.port },
      });
      const peer = 'mongo.shop';
      expect(await telemetry.value(handled, { method: 'Find', peer, code: 'Error' })).toBe(rejected);
      await client.close();
      await telemetry.shutdown();
    });

    it('refuses a client that does not tell of its commands', async () => {
      const telemetry = createTestTelemetry();
      const client = connect(server.url, {});
      expect(() => instrumentMongodb(telemetry, client)).toThrow('TRI_MONGODB_NOT_MONITORED');
      await client.close();
      await telemetry.shutdown();
    });
  });
}
