import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { createPool } from 'mysql2/promise';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { instrumentIoredis } from '../../src/instrument/ioredis.js';
import { instrumentKafkajs } from '../../src/instrument/kafkajs.js';
import { instrumentMysql2 } from '../../src/instrument/mysql2.js';
import { instrumentPg } from '../../src/instrument/pg.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { callThroughFaults, expectAccounted } from '../support/chaos.js';
import { startKafka } from '../support/kafka.js';
import { startMariadb } from '../support/mariadb.js';
import { startPostgres } from '../support/postgres.js';
import { describeWith } from '../support/programs.js';
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
        return { call: () => pool.query('select 1'), close: () => pool.end() };
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
        return { call: () => pool.query({ sql: 'select 1', timeout: patience }), close: () => pool.end() };
      });
      await server.close();
    });
  });

  describeWith(['redis-server'], 'Redis by ioredis', () => {
    it(sentence, { timeout: 300_000 }, async () => {
      const server = await startRedis();
      await accountFor('redis', server, async (telemetry) => {
        const redis = new Redis({
          port: server.port,
          host: '127.0.0.1',
          commandTimeout: patience,
          maxRetriesPerRequest: 0,
          retryStrategy: () => 50,
        });
        redis.on('error', () => {});
        instrumentIoredis(telemetry, redis);
        return { call: () => redis.incr('n'), close: async () => redis.disconnect() };
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
        const record = { topic: 'orders', messages: [{ value: '1' }] };
        return { call: () => producer.send(record), close: () => producer.disconnect() };
      });
      await server.stop();
    });
  });
});
