import amqp from 'amqplib';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { createPool } from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
import { instrumentAmqplib } from '../../src/instrument/amqplib.js';
import { instrumentBullmq } from '../../src/instrument/bullmq.js';
import { instrumentIoredis } from '../../src/instrument/ioredis.js';
import { instrumentKafkajs } from '../../src/instrument/kafkajs.js';
import { instrumentMongodb } from '../../src/instrument/mongodb.js';
import { instrumentMysql2 } from '../../src/instrument/mysql2.js';
import { instrumentPg } from '../../src/instrument/pg.js';
import { instrumentRedis } from '../../src/instrument/redis.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { callThroughFaults, expectAccounted, secret } from '../support/chaos.js';
import { startFerretdb } from '../support/ferretdb.js';
import { startKafka } from '../support/kafka.js';
import { startMariadb } from '../support/mariadb.js';
import { startPostgres } from '../support/postgres.js';
import { describeWith } from '../support/programs.js';
import { startRabbitmq } from '../support/rabbitmq.js';
import { startRedis } from '../support/redis.js';
import type { ServerProcess } from '../support/server-process.js';

const sentence = 'has one error span, one line and one count for every call that failed';

/** Callers give up after this long, as they should. */
const patience = 300;

async function accountFor(
  type: string,
  server: Pick<ServerProcess, 'signal' | 'restart'>,
  connect: (telemetry: TestTelemetry) => Promise<{ call(): Promise<unknown>; close(): Promise<unknown> }>,
): Promise<void> {
  const telemetry = createTestTelemetry();
  const warnings: string[] = [];
  const onWarning = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', onWarning);
  const client = await connect(telemetry);
  const tally = await callThroughFaults(server, client.call);
  await expectAccounted(telemetry, tally, type);
  // Listeners that are added again and again are what Node warns of.
  expect(warnings).not.toContain('MaxListenersExceededWarning');
  process.off('warning', onWarning);
  await client.close();
  await telemetry.shutdown();
}

describe('a server that is stopped, goes on, is killed and comes back', () => {
  describeWith(['initdb', 'postgres'], 'PostgreSQL', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startPostgres();
      await accountFor('gorm', server, async (telemetry) => {
        const pool = new pg.Pool({
          connectionString: server.url,
          connectionTimeoutMillis: patience,
          query_timeout: patience,
        });
        pool.on('error', () => {});
        instrumentPg(telemetry, pool);
        return { call: () => pool.query('select $1::text', [secret]), close: () => pool.end() };
      });
      await server.close();
    });
  });

  describeWith(['mariadbd'], 'MariaDB', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startMariadb();
      await accountFor('gorm', server, async (telemetry) => {
        const pool = createPool({ uri: server.url, connectTimeout: patience });
        instrumentMysql2(telemetry, pool);
        return {
          call: () => pool.query({ sql: `select '${secret}'`, timeout: patience }),
          close: () => pool.end(),
        };
      });
      await server.close();
    });
  });

  describeWith(['redis-server'], 'Redis by ioredis', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startRedis();
      await accountFor('redis', server, async (telemetry) => {
        const redis = new Redis(ioredisOptions(server.port));
        redis.on('error', () => {});
        instrumentIoredis(telemetry, redis);
        return { call: () => redis.set('n', secret), close: async () => redis.disconnect() };
      });
      await server.stop();
    });
  });

  describeWith(['redis-server'], 'Redis by node-redis', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startRedis();
      await accountFor('redis', server, async (telemetry) => {
        const client = createClient({
          socket: {
            port: server.port,
            host: '127.0.0.1',
            connectTimeout: patience,
            socketTimeout: patience,
            reconnectStrategy: 50,
          },
          commandOptions: { timeout: patience },
          disableOfflineQueue: true,
        });
        client.on('error', () => {});
        await client.connect();
        const detach = instrumentRedis(telemetry);
        return { call: () => client.set('n', secret), close: async () => (client.destroy(), detach()) };
      });
      await server.stop();
    });
  });

  describeWith(['redis-server'], 'Redis by BullMQ', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startRedis();
      await accountFor('queue', server, async (telemetry) => {
        const queue = new Queue('mails', { connection: ioredisOptions(server.port) });
        queue.on('error', () => {});
        await queue.waitUntilReady();
        instrumentBullmq(telemetry, queue);
        return { call: () => queue.add('welcome', { to: secret }), close: () => queue.close() };
      });
      await server.stop();
    });
  });

  describeWith(['ferretdb'], 'MongoDB', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startFerretdb();
      await accountFor('mongo', server, async (telemetry) => {
        const client = new MongoClient(server.url, {
          monitorCommands: true,
          serverSelectionTimeoutMS: patience,
          connectTimeoutMS: patience,
          socketTimeoutMS: patience,
          waitQueueTimeoutMS: patience,
          heartbeatFrequencyMS: 500,
          // Each try is an operation; here a call is to be one.
          retryReads: false,
        });
        const orders = client.db('shop').collection('orders');
        await orders.insertOne({ sku: secret });
        instrumentMongodb(telemetry, client);
        return { call: () => orders.findOne({ sku: secret }), close: () => client.close() };
      });
      await server.stop();
    });
  });

  describeWith(['rabbitmq-server', 'epmd'], 'RabbitMQ', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startRabbitmq();
      await accountFor('amqp', server, async (telemetry) => {
        const publisher = await createPublisher(telemetry, server.url);
        return { call: publisher.publish, close: publisher.close };
      });
      await server.stop();
    });
  });

  describeWith(['java', 'kafka'], 'Kafka', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startKafka();
      await accountFor('kafka', server, async (telemetry) => {
        const kafka = new Kafka({
          brokers: [server.broker],
          logLevel: logLevel.NOTHING,
          connectionTimeout: patience,
          requestTimeout: patience,
          retry: { retries: 0 },
        });
        const admin = new Kafka({ brokers: [server.broker], logLevel: logLevel.NOTHING }).admin();
        await admin.connect();
        await admin.createTopics({ topics: [{ topic: 'orders' }], waitForLeaders: true });
        await admin.disconnect();
        instrumentKafkajs(telemetry, kafka);
        const producer = kafka.producer();
        await producer.connect();
        const record = { topic: 'orders', messages: [{ value: secret }] };
        return { call: () => producer.send(record), close: () => producer.disconnect() };
      });
      await server.stop();
    });
  });
});

/** Publishes with confirms as a service does that has its channel made anew with every connection. */
async function createPublisher(telemetry: TestTelemetry, url: string) {
  let channel: amqp.ConfirmChannel | undefined;
  const setup = async (model: amqp.ChannelModel): Promise<void> => {
    instrumentAmqplib(telemetry, model);
    channel = await model.createConfirmChannel();
    channel.on('error', () => {});
    await channel.assertQueue('orders');
  };
  const connection = await amqp.connect(url, { recovery: { initialDelay: 50, maxDelay: 200, setup } });
  connection.on('error', () => {});
  const publish = () =>
    new Promise<void>((resolve, reject) => {
      channel?.sendToQueue('orders', Buffer.from(secret), {}, (error: Error | null) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  return { publish, close: () => connection.close() };
}

/** For a server on this machine that may be gone, and that is tried again at once. */
function ioredisOptions(port: number) {
  return {
    port,
    host: '127.0.0.1',
    commandTimeout: patience,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 50,
  };
}
