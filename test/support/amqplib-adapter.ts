import type { Channel, ChannelModel, ConfirmChannel, ConsumeMessage } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentAmqplib } from '../../src/instrument/amqplib.js';
import { injectContext } from '../../src/propagation.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from './adapter-contract.js';
import { type RabbitmqServer, startRabbitmq } from './rabbitmq.js';
import { waitUntil } from './wait-until.js';

type Connect = (url: string) => Promise<ChannelModel>;

const handled = 'ego_client_handle_total';
const text = (value: string): Buffer => Buffer.from(value);
let queues = 0;

/** Runs what the AMQP adapter has to show with one major of amqplib, on a real RabbitMQ. */
export function testAmqplibAdapter(connect: Connect): void {
  let server: RabbitmqServer;
  beforeAll(async () => {
    server = await startRabbitmq();
  });
  afterAll(() => server.stop());

  testAdapter({
    name: 'a publisher with confirms',
    spanKind: 'producer',
    counted: {
      name: handled,
      labels: { type: 'amqp', name: 'amqp.test', method: 'publish', code: 'OK' },
    },
    async create(telemetry) {
      const connection = await connect(server.url);
      const detach = instrumentAmqplib(telemetry, connection, { name: 'amqp.test' });
      const channel = await connection.createConfirmChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      return {
        succeed: () => publish(channel, queue),
        async fail() {
          const closed = await connection.createConfirmChannel();
          await closed.close();
          return publish(closed, queue).catch((error: unknown) => error);
        },
        detach,
        close: () => connection.close(),
      };
    },
  });

  testAdapter({
    name: 'a consumer',
    spanKind: 'consumer',
    counted: {
      name: handled,
      labels: { type: 'amqp', name: 'amqp.test', method: 'consume', code: 'OK' },
    },
    async create(telemetry) {
      const connection = await connect(server.url);
      const bare = await connection.createChannel();
      const detach = instrumentAmqplib(telemetry, connection, { name: 'amqp.test' });
      const channel = await connection.createChannel();
      const { queue } = await channel.assertQueue('', { exclusive: true });
      const ended = new Set<string>();
      await channel.consume(queue, (message) => {
        if (message === null) return;
        if (message.properties.type === 'bad') channel.nack(message, false, false);
        else channel.ack(message);
        ended.add(String(message.properties.messageId));
      });
      let messages = 0;
      const send = async (type: string) => {
        const messageId = String(++messages);
        bare.sendToQueue(queue, text('{}'), { type, messageId, headers: injectContext(telemetry) });
        await waitUntil(() => ended.has(messageId), 'the message is handled');
      };
      return {
        succeed: () => send('good'),
        fail: () => send('bad'),
        detach,
        close: () => connection.close(),
      };
    },
  });

  describe('instrumentAmqplib', () => {
    const withChannel = async (
      test: (
        channel: ConfirmChannel,
        telemetry: TestTelemetry,
        queue: string,
        connection: ChannelModel,
      ) => Promise<void>,
    ) => {
      const telemetry = createTestTelemetry({ access: { clients: true } });
      const connection = await connect(server.url);
      instrumentAmqplib(telemetry, connection, { name: 'amqp.orders' });
      const channel = await connection.createConfirmChannel();
      channel.on('error', () => {});
      const queue = `orders-${++queues}`;
      await channel.assertQueue(queue, { autoDelete: true });
      await test(channel, telemetry, queue, connection);
      await connection.close();
      await telemetry.shutdown();
    };
    const count = async (telemetry: TestTelemetry, labels: Record<string, string>) =>
      (await telemetry.value(handled, labels)) ?? 0;
    const events = async (telemetry: TestTelemetry, event: string) =>
      (await telemetry.value('ego_messaging_events_total', { type: 'amqp', event })) ?? 0;

    it('handles a message in its sender’s trace for as long as the handler works, and knows the sender', () =>
      withChannel(async (channel, telemetry, queue) => {
        let finish!: () => void;
        const working = new Promise<void>((resolve) => (finish = resolve));
        await channel.consume(queue, async (message) => {
          channel.ack(message as ConsumeMessage);
          telemetry.log.info('order received');
          await working;
        });
        await publish(channel, queue);
        await waitUntil(() => hasLine(telemetry, 'order received'), 'the handler works');
        expect((await telemetry.spans()).map((span) => span.kind)).toEqual(['producer']);
        finish();
        const labels = { method: 'consume', code: 'OK', peer: `127.0.0.1:${server.port}` };
        await waitUntil(async () => (await count(telemetry, labels)) === 1, 'the message is handled');
        const [sent, processed] = await telemetry.spans();
        expect(sent).toMatchObject({ name: `publish ${queue}`, kind: 'producer' });
        expect(processed).toMatchObject({
          name: `process ${queue}`,
          traceId: sent?.traceId,
          parentSpanId: sent?.spanId,
          attributes: {
            'messaging.system': 'rabbitmq',
            'messaging.destination.name': queue,
            'messaging.operation.type': 'process',
            'peer.service': 'test-service',
            'server.port': server.port,
          },
        });
        const line = telemetry.lines().find((one) => one['msg'] === 'order received');
        expect(line).toMatchObject({ traceId: sent?.traceId, spanId: processed?.spanId });
        expect(telemetry.lines().at(-1)).toMatchObject({
          comp: 'component.amqplib',
          compName: 'amqp.orders',
          method: 'consume',
          key: 'process',
          peerName: 'test-service',
        });
      }));

    it('counts each of several messages that are answered at once', () =>
      withChannel(async (channel, telemetry, queue) => {
        const messages: ConsumeMessage[] = [];
        await channel.consume(queue, (message) => message !== null && void messages.push(message));
        for (let i = 0; i < 5; i++) await publish(channel, queue);
        await waitUntil(() => messages.length === 5, 'all are delivered');
        const inUse = () =>
          telemetry.value('ego_client_stats_gauge', { type: 'amqp', name: 'amqp.orders', index: 'in_use' });
        expect(await inUse()).toBe(5);
        channel.ack(messages[2] as ConsumeMessage, true);
        expect([await inUse(), await count(telemetry, { method: 'consume', code: 'OK' })]).toEqual([2, 3]);
        channel.nackAll(false);
        expect([await inUse(), await count(telemetry, { method: 'consume', code: 'Nack' })]).toEqual([0, 2]);
      }));

    it('fails a message whose handler rejects, and counts its second delivery', () =>
      withChannel(async (channel, telemetry, queue) => {
        let deliveries = 0;
        await channel.consume(queue, (message) => {
          const first = ++deliveries === 1;
          const work = first ? Promise.reject(new Error('stock gone')) : Promise.resolve();
          return work
            .then(
              () => channel.ack(message as ConsumeMessage),
              (error: unknown) => {
                channel.nack(message as ConsumeMessage);
                throw error;
              },
            )
            .catch(() => {}) as never;
        });
        await publish(channel, queue);
        await waitUntil(
          async () => (await count(telemetry, { method: 'consume', code: 'OK' })) === 1,
          'it is done',
        );
        expect(await count(telemetry, { method: 'consume', code: 'Nack' })).toBe(1);
        expect(await events(telemetry, 'retry')).toBe(1);
      }));

    it('fails what was not answered when a channel closes', () =>
      withChannel(async (channel, telemetry, queue, connection) => {
        const consumer: Channel = await connection.createChannel();
        let delivered = 0;
        await consumer.consume(queue, () => void delivered++);
        await publish(channel, queue);
        await waitUntil(() => delivered === 1, 'it is delivered');
        await consumer.close();
        expect(await count(telemetry, { method: 'consume', code: 'Error' })).toBe(1);
        const line = telemetry.lines().find((one) => one['level'] === 'error');
        expect(line).toMatchObject({ error: 'The channel closed before the message was answered.' });
      }));

    it('tells of a message that finds no queue and of one that the broker does not take', () =>
      withChannel(async (channel, telemetry, _, connection) => {
        await new Promise((resolve) =>
          channel.publish('', 'nobody', text('{}'), { mandatory: true }, resolve),
        );
        expect(await events(telemetry, 'return')).toBe(1);
        const full = await connection.createConfirmChannel();
        const { queue } = await full.assertQueue('', {
          exclusive: true,
          arguments: { 'x-max-length': 0, 'x-overflow': 'reject-publish' },
        });
        await expect(publish(full, queue)).rejects.toThrow('nacked');
        expect(await count(telemetry, { method: 'publish', code: 'Nack' })).toBe(1);
        const span = (await telemetry.spans()).find((one) => one.failed);
        expect(span).toMatchObject({ name: 'publish (temporary)', events: ['exception'] });
      }));

    it('says why the broker closed a channel, whose pending messages fail', () =>
      withChannel(async (channel, telemetry) => {
        const lost = new Promise((resolve) =>
          channel.publish('no-such-exchange', '', text('{}'), {}, (error: unknown) => resolve(error)),
        );
        expect(String(await lost)).toContain('channel closed');
        expect(await count(telemetry, { method: 'publish', code: 'Error' })).toBe(1);
        expect(await events(telemetry, 'crash')).toBe(1);
        const line = telemetry.lines().find((one) => one['msg'] === 'a channel failed');
        expect(JSON.stringify(line)).toContain('NOT_FOUND');
      }));

    it('counts messages that are asked for, and calls an empty queue Empty', () =>
      withChannel(async (channel, telemetry, queue) => {
        await publish(channel, queue);
        const message = await channel.get(queue, { noAck: true });
        expect(message === false ? '' : message.content.toString()).toBe('{"secret":"hunter2"}');
        expect(await channel.get(queue)).toBe(false);
        expect(await count(telemetry, { method: 'get', code: 'OK' })).toBe(1);
        expect(await count(telemetry, { method: 'get', code: 'Empty' })).toBe(1);
        expect(JSON.stringify([telemetry.lines(), await telemetry.spans()])).not.toContain('hunter2');
      }));

    it('keeps the caller’s headers and options as they are', () =>
      withChannel(async (channel, telemetry, queue) => {
        const options = Object.freeze({ headers: Object.freeze({ tenant: 7 }), priority: 3 });
        await new Promise((resolve) => channel.sendToQueue(queue, text('{}'), options, resolve));
        const message = await channel.get(queue, { noAck: true });
        const { headers, priority } = message === false ? {} : message.properties;
        expect([headers?.['tenant'], headers?.['app'], priority]).toEqual([7, 'test-service', 3]);
        expect(headers?.['traceparent']).toBeTypeOf('string');
        expect(options.headers).toEqual({ tenant: 7 });
        expect(await count(telemetry, { method: 'publish', code: 'OK' })).toBe(1);
      }));

    it('states no figures of a connection that is gone, whose place another one takes', async () => {
      const telemetry = createTestTelemetry();
      const connection = await connect(server.url);
      instrumentAmqplib(telemetry, connection, { name: 'amqp.gone' });
      await connection.createChannel();
      const stated = () =>
        telemetry.value('ego_client_stats_gauge', { name: 'amqp.gone', index: 'channels_active' });
      expect(await stated()).toBe(1);
      await connection.close();
      expect(await stated()).toBeUndefined();
      await telemetry.shutdown();
    });

    it('counts a consumer that the broker cancels', () =>
      withChannel(async (channel, telemetry, queue) => {
        let cancelled = false;
        await channel.consume(queue, (message) => (cancelled = message === null));
        await channel.deleteQueue(queue);
        await waitUntil(() => cancelled, 'the consumer is cancelled');
        expect(await events(telemetry, 'cancel')).toBe(1);
      }));
  });
}

/** Resolves when the broker has confirmed the message, rejects when it or the channel did not take it. */
async function publish(channel: ConfirmChannel, queue: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    channel.sendToQueue(queue, text('{"secret":"hunter2"}'), {}, (error: unknown) => {
      if (error === null || error === undefined) resolve();
      else reject(error as Error);
    });
  });
}

function hasLine(telemetry: TestTelemetry, message: string): boolean {
  return telemetry.lines().some((line) => line['msg'] === message);
}
