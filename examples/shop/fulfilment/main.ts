import { Kafka, logLevel } from 'kafkajs';
import { createGovernor, createTelemetry, shutdownWithProcess } from 'tricord';
import { instrumentKafkajs } from 'tricord/kafkajs';
import type { Order } from '../orders/load-orders.js';
import { ordersTopic } from '../orders/order-events.js';
import { parcelsPacked } from './metrics.js';

const telemetry = createTelemetry({ service: { name: 'shop-fulfilment', version: '0.9.3' } });
const { log } = telemetry;
const packed = telemetry.metrics.counter(parcelsPacked);

const brokers = (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');
const kafka = new Kafka({ brokers, clientId: 'shop-fulfilment', logLevel: logLevel.NOTHING });
instrumentKafkajs(telemetry, kafka, { name: 'kafka.orders', brokers });
const consumer = kafka.consumer({ groupId: 'shop-fulfilment' });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.connect();
await consumer.subscribe({ topics: [ordersTopic] });
await consumer.run({
  eachMessage: async ({ message }) => {
    const { id, product } = JSON.parse(String(message.value)) as Order;
    packed.inc({ product: product === 'book' || product === 'lamp' ? product : 'other' });
    log.info('parcel packed', { orderId: id, product });
  },
});
await joined;

const governor = await createGovernor(telemetry);
telemetry.onShutdown(() => consumer.disconnect());
shutdownWithProcess(telemetry);
// When the demo that started this process is gone, nobody else will stop it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
log.info('fulfilment started', { brokers });
process.send?.({ ready: { governor: governor.url } });
