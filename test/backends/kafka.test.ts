import { type Consumer, type EachMessagePayload, Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instrumentKafkajs } from '../../src/instrument/kafkajs.js';
import { injectContext } from '../../src/propagation.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { type KafkaServer, startKafka } from '../support/kafka.js';
import { describeWith } from '../support/programs.js';
import { waitUntil } from '../support/wait-until.js';

const handled = 'ego_client_handle_total';
let topics = 0;

describeWith(['java', 'kafka'], 'instrumentKafkajs on a real Kafka', () => {
  let server: KafkaServer;
  beforeAll(async () => {
    server = await startKafka();
  });
  afterAll(() => server.stop());

  const createKafka = () =>
    new Kafka({
      brokers: [server.broker],
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, retries: 3 },
    });
  const createTopic = async (numPartitions = 1): Promise<string> => {
    const admin = createKafka().admin();
    const topic = `orders-${++topics}`;
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
    await admin.disconnect();
    return topic;
  };
  const connectProducer = async (kafka: Kafka): Promise<Producer> => {
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  };
  const connectConsumer = async (kafka: Kafka, topic: string, groupId = `g-${topic}`): Promise<Consumer> => {
    const consumer = kafka.consumer({ groupId, rebalanceTimeout: 5000, sessionTimeout: 6000 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    return consumer;
  };

  testAdapter({
    name: 'a producer',
    spanKind: 'producer',
    counted: { name: handled, labels: { type: 'kafka', method: 'WriteMessages', code: 'OK' } },
    async create(telemetry) {
      const topic = await createTopic();
      const kafka = createKafka();
      const detach = instrumentKafkajs(telemetry, kafka, { name: 'kafka.test' });
      const producer = await connectProducer(kafka);
      return {
        succeed: () => producer.send({ topic, messages: [{ value: '1' }] }),
        fail: () => producer.send({ topic: 'no topic', messages: [{ value: '1' }] }).catch((e: unknown) => e),
        detach,
        close: () => producer.disconnect(),
      };
    },
  });

  testAdapter({
    name: 'a consumer',
    spanKind: 'consumer',
    counted: { name: handled, labels: { type: 'kafka', method: 'HANDLER', code: 'OK' } },
    async create(telemetry) {
      const topic = await createTopic();
      const kafka = createKafka();
      const bare = await connectProducer(kafka);
      const detach = instrumentKafkajs(telemetry, kafka, { name: 'kafka.test' });
      const consumer = await connectConsumer(kafka, topic);
      const ended = new Set<string>();
      let failures = 0;
      const eachMessage = async ({ message }: EachMessagePayload): Promise<void> => {
        if (message.headers?.['bad'] !== undefined && ++failures === 1) throw new Error('stock gone');
        ended.add(String(message.value));
      };
      // The runner looks at the handler when it starts, so one that is detached is run anew.
      let isRunning = false;
      let messages = 0;
      const send = async (headers = {}) => {
        if (!isRunning) void consumer.run({ eachMessage });
        isRunning = true;
        const value = String(++messages);
        await bare.send({
          topic,
          messages: [{ value, headers: { ...headers, ...injectContext(telemetry) } }],
        });
        await waitUntil(() => ended.has(value), 'the message is handled', 30_000);
      };
      return {
        succeed: () => send(),
        fail: () => send({ bad: '1' }),
        detach,
        async close() {
          await consumer.disconnect();
          await bare.disconnect();
        },
      };
    },
  });

  const observed = async (
    test: (kafka: Kafka, telemetry: TestTelemetry, topic: string) => Promise<void>,
    partitions = 1,
  ) => {
    const topic = await createTopic(partitions);
    const telemetry = createTestTelemetry({ access: { clients: true } });
    const kafka = createKafka();
    instrumentKafkajs(telemetry, kafka, { name: 'kafka.shop', brokers: [server.broker] });
    await test(kafka, telemetry, topic);
    await telemetry.shutdown();
  };
  const count = async (telemetry: TestTelemetry, name: string, labels: Record<string, string>) =>
    (await telemetry.value(name, labels)) ?? 0;

  it('handles a message in its sender’s trace, and knows topic, partition, group and sender', () =>
    observed(async (kafka, telemetry, topic) => {
      const producer = await connectProducer(kafka);
      const consumer = await connectConsumer(kafka, topic);
      await consumer.run({ eachMessage: async () => telemetry.log.info('order received') });
      const headers = { tenant: '7' };
      await producer.send({ topic, messages: [{ value: 'hunter2', headers }] });
      const labels = { name: `kafka.shop.${topic}`, method: 'HANDLER', peer: server.broker, code: 'OK' };
      await waitUntil(async () => (await count(telemetry, handled, labels)) === 1, 'it is handled', 30_000);
      const spans = await telemetry.spans();
      const sent = spans.find((span) => span.kind === 'producer');
      const processed = spans.find((span) => span.kind === 'consumer');
      expect(sent).toMatchObject({
        name: `send ${topic}`,
        attributes: { 'messaging.destination.partition.id': '0', 'messaging.kafka.offset': 0 },
      });
      expect(processed).toMatchObject({
        name: `process ${topic}`,
        traceId: sent?.traceId,
        parentSpanId: sent?.spanId,
        attributes: {
          'messaging.system': 'kafka',
          'messaging.destination.name': topic,
          'messaging.operation.type': 'process',
          'messaging.consumer.group.name': `g-${topic}`,
          'messaging.destination.partition.id': '0',
          'peer.service': 'test-service',
          'server.port': server.port,
        },
      });
      expect(telemetry.lines().find((line) => line['msg'] === 'order received')).toMatchObject({
        traceId: sent?.traceId,
        spanId: processed?.spanId,
      });
      expect(telemetry.lines().find((line) => line['method'] === 'HANDLER')).toMatchObject({
        compName: 'kafka.shop',
        name: `kafka.shop.${topic}`,
        key: 'process',
        addr: server.broker,
        peerName: 'test-service',
      });
      expect(headers).toEqual({ tenant: '7' });
      expect(JSON.stringify([telemetry.lines(), spans])).not.toContain('hunter2');
      await consumer.disconnect();
      await producer.disconnect();
    }));

  it('links every sender of a batch, and states lag as the batches are handled', () =>
    observed(async (kafka, telemetry, topic) => {
      const producer = await connectProducer(kafka);
      const send = (value: string) => producer.send({ topic, messages: [{ value }] });
      for (const value of ['1', '2', '3']) await send(value);
      const consumer = await connectConsumer(kafka, topic);
      let release!: () => void;
      const released = new Promise<void>((resolve) => (release = resolve));
      let handledMessages = 0;
      await consumer.run({
        eachBatch: async ({ batch }) => {
          await released;
          handledMessages += batch.messages.length;
        },
      });
      const lag = () =>
        telemetry.value('ego_messaging_lag', {
          name: 'kafka.shop',
          group: `g-${topic}`,
          topic,
          partition: '0',
        });
      await waitUntil(async () => (await lag()) === 3, 'three messages wait', 30_000);
      release();
      await waitUntil(async () => handledMessages === 3 && (await lag()) === 0, 'none waits', 30_000);
      const spans = await telemetry.spans();
      const senders = spans.filter((span) => span.kind === 'producer').map((span) => span.spanId);
      const batches = spans.filter((span) => span.kind === 'consumer');
      expect(batches.flatMap((span) => span.links)).toEqual(senders);
      expect(batches[0]?.parentSpanId).toBeUndefined();
      expect(batches[0]?.attributes['peer.service']).toBe('test-service');
      await consumer.disconnect();
      expect(await lag()).toBeUndefined();
      await producer.disconnect();
    }));

  it('counts a handler’s failure, the retry, and what was sent in a transaction', () =>
    observed(async (kafka, telemetry, topic) => {
      const producer = kafka.producer({ transactionalId: topic, maxInFlightRequests: 1, idempotent: true });
      await producer.connect();
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: '1' }] });
      await transaction.commit();
      const consumer = await connectConsumer(kafka, topic);
      let attempts = 0;
      await consumer.run({
        eachMessage: async () => {
          if (++attempts === 1) throw new Error('stock gone');
        },
      });
      const labels = { name: `kafka.shop.${topic}` };
      await waitUntil(
        async () => (await count(telemetry, handled, { ...labels, method: 'HANDLER', code: 'OK' })) === 1,
        'it is handled at last',
        30_000,
      );
      expect(await count(telemetry, handled, { ...labels, method: 'HANDLER', code: 'Error' })).toBe(1);
      expect(await count(telemetry, handled, { ...labels, method: 'WriteMessages', code: 'OK' })).toBe(1);
      expect(await count(telemetry, 'ego_messaging_events_total', { event: 'retry' })).toBe(1);
      const line = telemetry.lines().find((one) => one['level'] === 'error');
      expect(line).toMatchObject({ method: 'HANDLER', error: 'stock gone' });
      await consumer.disconnect();
      await producer.disconnect();
    }));

  it('tells of joins, rebalances and crashes, and states the lag of its own partitions only', () =>
    observed(async (kafka, telemetry, topic) => {
      const producer = await connectProducer(kafka);
      const messages = [0, 1].map((partition) => ({ partition, value: '1' }));
      await producer.send({ topic, messages });
      const events = (event: string) =>
        count(telemetry, 'ego_messaging_events_total', { type: 'kafka', name: 'kafka.shop', event });
      const lags = async () => {
        const page = await telemetry.metrics.registry.metrics();
        return page.split('\n').filter((line) => line.startsWith('ego_messaging_lag{')).length;
      };
      const first = await connectConsumer(kafka, topic);
      await first.run({ eachMessage: async () => {} });
      await waitUntil(async () => (await lags()) === 2, 'one member has both partitions', 30_000);
      expect(await events('join')).toBe(1);
      const second = await connectConsumer(createKafka(), topic);
      await second.run({ eachMessage: async () => {} });
      await waitUntil(async () => (await events('join')) >= 2, 'the first member joins again', 30_000);
      expect(await events('rebalance')).toBeGreaterThanOrEqual(1);
      await waitUntil(async () => (await lags()) === 1, 'each member states its own', 30_000);
      const joined = telemetry.lines().filter((line) => line['msg'] === 'a consumer joined its group');
      expect(joined[0]).toMatchObject({ level: 'info', comp: 'component.kafkajs', group: `g-${topic}` });
      await second.disconnect();
      await first.disconnect();

      const crashing = await connectConsumer(kafka, topic, `crash-${topic}`);
      await crashing.run({
        eachMessage: async () => {
          throw new Error('stock gone');
        },
      });
      await waitUntil(async () => (await events('crash')) >= 1, 'the consumer crashes', 60_000);
      const line = telemetry.lines().find((one) => one['msg'] === 'a consumer crashed');
      expect(line).toMatchObject({ level: 'error', group: `crash-${topic}`, restart: true });
      await crashing.disconnect();
      await producer.disconnect();
    }, 2));
});
