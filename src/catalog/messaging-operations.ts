import { defineOperation } from './define-operation.js';

const attributes = [
  'component',
  'messagingSystem',
  'messagingDestination',
  'messagingDestinationKind',
  'messagingOperation',
  'messagingBatchSize',
  'messagingPartition',
  'messagingOffset',
  'messagingGroup',
  'serverAddress',
  'serverPort',
  'peerService',
  'errorType',
] as const;

const sending = { side: 'client', spanKind: 'producer', slowMs: 500, access: 'failed-or-slow' } as const;
const handling = { side: 'client', spanKind: 'consumer', slowMs: 500, access: 'failed-or-slow' } as const;

/** Messages given to Kafka; Ego's `WriteMessages`. */
export const kafkaClientSend = defineOperation({
  name: 'kafka.client.send',
  brief: 'Messages sent to Kafka.',
  type: 'kafka',
  ...sending,
  attributes,
});

/** A message, or a batch, of Kafka that this process handles; Ego's `HANDLER`, and unlike there only the handling. */
export const kafkaClientHandle = defineOperation({
  name: 'kafka.client.handle',
  brief: 'Messages of Kafka handled by this service.',
  type: 'kafka',
  ...handling,
  attributes,
});

/** Jobs given to a queue that waits in Redis; Ego has none. */
export const queueClientAdd = defineOperation({
  name: 'queue.client.add',
  brief: 'Jobs added to a queue.',
  type: 'queue',
  ...sending,
  attributes,
});

/** A message given to an AMQP broker; Ego's `publish`. */
export const amqpClientPublish = defineOperation({
  name: 'amqp.client.publish',
  brief: 'A message published to an AMQP broker.',
  type: 'amqp',
  ...sending,
  attributes,
});

/** A message of an AMQP broker that this process handles; Ego's `consume`. */
export const amqpClientConsume = defineOperation({
  name: 'amqp.client.consume',
  brief: 'A message of an AMQP broker handled by this service.',
  type: 'amqp',
  ...handling,
  attributes,
});
