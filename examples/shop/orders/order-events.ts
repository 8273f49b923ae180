import type { Kafka } from 'kafkajs';
import type { Order } from './load-orders.js';

/** Tells other services of orders. */
export interface OrderEvents {
  stored(order: Order): Promise<void>;
  close(): Promise<void>;
}

/** Name of the topic that has every order once. */
export const ordersTopic = 'orders';

/** Makes the topic where it is not there yet, and returns who writes to it. */
export async function createOrderEvents(kafka: Kafka): Promise<OrderEvents> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: ordersTopic }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  return {
    async stored(order) {
      const message = { key: String(order.id), value: JSON.stringify(order) };
      await producer.send({ topic: ordersTopic, messages: [message] });
    },
    close: () => producer.disconnect(),
  };
}
