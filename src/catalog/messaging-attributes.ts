import type { Attribute } from './attribute.js';

/** Facts about messages. */
export const messagingAttributes = {
  messagingSystem: {
    brief: 'Messaging product.',
    type: 'string',
    span: { otel: 'messaging.system', ego: 'messaging.system' },
  },
  messagingDestination: {
    brief: 'Topic, queue or exchange.',
    type: 'string',
    span: {
      otel: 'messaging.destination.name',
      opentracing: 'message_bus.destination',
      ego: 'messaging.destination',
    },
  },
  messagingDestinationKind: {
    brief: 'What the destination is: topic or queue.',
    type: 'string',
    span: { ego: 'messaging.destination_kind' },
  },
  messagingOperation: {
    brief: 'What is done with the messages: send or process.',
    type: 'string',
    span: { otel: 'messaging.operation.type', ego: 'messaging.operation' },
    log: 'key',
  },
  messagingBatchSize: {
    brief: 'Messages sent or handled at once.',
    type: 'number',
    span: { otel: 'messaging.batch.message_count' },
    log: 'size',
  },
  messagingPartition: {
    brief: 'Partition of the topic.',
    type: 'string',
    span: { otel: 'messaging.destination.partition.id', ego: 'messaging.kafka.partition' },
  },
  messagingOffset: {
    brief: 'Offset of the message in its partition.',
    type: 'number',
    span: { otel: 'messaging.kafka.offset' },
  },
  messagingGroup: {
    brief: 'Consumer group.',
    type: 'string',
    span: { otel: 'messaging.consumer.group.name', ego: 'messaging.kafka.consumer_group' },
  },
} as const satisfies Record<string, Attribute>;
