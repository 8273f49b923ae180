import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { instrumentKafkajs } from '../../src/instrument/kafkajs.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { findFreePort } from '../support/free-port.js';

const createKafka = async () => {
  const broker = `127.0.0.1:${await findFreePort()}`;
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  return { kafka, broker };
};

// What needs a broker is in test/backends/kafka.test.ts.
describe('instrumentKafkajs without a broker', () => {
  it('counts, logs and traces what cannot be sent, and lets the error through', async () => {
    const telemetry = createTestTelemetry();
    const { kafka, broker } = await createKafka();
    const bare = kafka.producer();
    instrumentKafkajs(telemetry, kafka, { name: 'kafka.orders', brokers: [broker] });
    const producer = kafka.producer();
    const record = { topic: 'orders', messages: [{ value: 'hunter2' }] };
    const [seen, expected] = await Promise.all(
      [producer, bare].map((one) => one.send(record).catch((error: unknown) => error)),
    );
    expect(seen).toEqual(expected);
    const labels = { type: 'kafka', name: 'kafka.orders.orders', method: 'WriteMessages', peer: broker };
    expect(await telemetry.value('ego_client_handle_total', { ...labels, code: 'Error' })).toBe(1);
    expect(telemetry.lines()).toMatchObject([
      { level: 'error', msg: 'access', compName: 'kafka.orders', name: 'kafka.orders.orders', key: 'send' },
    ]);
    const [span] = await telemetry.spans();
    expect(span).toMatchObject({ name: 'send orders', kind: 'producer', failed: true });
    expect(JSON.stringify([telemetry.lines(), span])).not.toContain('hunter2');
    await telemetry.shutdown();
  });

  it('counts what is sent at once by its topics', async () => {
    const telemetry = createTestTelemetry();
    const { kafka } = await createKafka();
    const producer = kafka.producer();
    instrumentKafkajs(telemetry, producer);
    const topicMessages = ['orders', 'stock'].map((topic) => ({ topic, messages: [{ value: '1' }] }));
    await expect(producer.sendBatch({ topicMessages })).rejects.toThrow('disconnected');
    for (const topic of ['orders', 'stock']) {
      const labels = { name: `kafka.${topic}`, code: 'Error' };
      expect(await telemetry.value('ego_client_handle_total', labels)).toBe(1);
    }
    await telemetry.shutdown();
  });

  it.each([
    ['a record without messages', { topic: 'orders' }],
    ['a message that is none', { topic: 'orders', messages: [null] }],
    ['nothing', undefined],
  ])('lets kafkajs say what is wrong with %s', async (_, record) => {
    const telemetry = createTestTelemetry();
    const { kafka } = await createKafka();
    const [bare, producer] = [kafka.producer(), kafka.producer()];
    instrumentKafkajs(telemetry, producer);
    const [expected, seen] = await Promise.all(
      [bare, producer].map(async (one) => one.send(record as never).catch((error: unknown) => error)),
    );
    expect(seen).toBeInstanceOf(Error);
    expect(seen).toEqual(expected);
    await telemetry.shutdown();
  });

  it('refuses what is no client of kafkajs', () => {
    const telemetry = createTestTelemetry();
    expect(() => instrumentKafkajs(telemetry, {} as Kafka)).toThrow('TRI_KAFKAJS_NOT_OBSERVABLE');
  });

  it('leaves clients that are made after it was detached alone', async () => {
    const telemetry = createTestTelemetry();
    const { kafka } = await createKafka();
    const detach = instrumentKafkajs(telemetry, kafka);
    const before = kafka.producer();
    detach();
    for (const producer of [before, kafka.producer()]) {
      await expect(producer.send({ topic: 'orders', messages: [] })).rejects.toThrow();
    }
    expect(telemetry.lines()).toEqual([]);
    await telemetry.shutdown();
  });
});
