import type { Consumer, Kafka, Producer } from 'kafkajs';
import { TricordError } from '../errors.js';
import type { Telemetry } from '../telemetry.js';
import { type ObservedKafka, observeRequests } from './family/kafka-client.js';
import { observeConsumer } from './family/kafka-consumer.js';
import { observeGroup } from './family/kafka-group.js';
import { observeProducer } from './family/kafka-producer.js';
import { createMessagingEvents } from './family/messaging.js';
import { wrapMethod } from './family/wrap-method.js';

/** Options of the Kafka adapter. */
export interface KafkajsOptions {
  /** Name of the client in metrics and logs, e.g. `kafka.orders`; metrics have the topic behind it. @default 'kafka' */
  readonly name?: string;
  /** Brokers as metrics and logs call them. @default the first one that answers */
  readonly brokers?: readonly string[];
}

/**
 * Makes an operation of what is sent to each topic and of the handling of every message or batch, for all producers and
 * consumers that a kafkajs client makes from now on, or for the one given; states the lag of consumers, and counts joins,
 * rebalances, retries and crashes. A handled message goes on in its sender's trace. Contents are told only to operators
 * who ask. Returns what detaches it. Throws `TRI_KAFKAJS_NOT_OBSERVABLE` for what is none of them.
 * @example
 * const kafka = new Kafka({ brokers });
 * instrumentKafkajs(telemetry, kafka, { name: 'kafka.orders', brokers });
 */
export function instrumentKafkajs(
  telemetry: Telemetry,
  target: Kafka | Producer | Consumer,
  options: KafkajsOptions = {},
): () => void {
  const { name = 'kafka', brokers = [] } = options;
  if (target === null || target === undefined) throw new TricordError('TRI_KAFKAJS_NOT_OBSERVABLE', { name });
  const tell = createMessagingEvents(telemetry, { component: 'component.kafkajs', type: 'kafka', name });
  const observed: ObservedKafka = { telemetry, name, tell, peer: [...brokers].sort().join(',') };
  if ('producer' in target && 'consumer' in target) return attachToClient(observed, target);
  if ('sendBatch' in target) return attachToProducer(observed, target);
  if ('subscribe' in target) return attachToConsumer(observed, target, '');
  throw new TricordError('TRI_KAFKAJS_NOT_OBSERVABLE', { name });
}

function attachToClient(observed: ObservedKafka, kafka: Kafka): () => void {
  const restores = [
    wrapMethod(kafka, 'producer', (make) => (...args) => {
      const producer = Reflect.apply(make, kafka, args);
      restores.push(attachToProducer(observed, producer));
      return producer;
    }),
    wrapMethod(kafka, 'consumer', (make) => (...args) => {
      const consumer = Reflect.apply(make, kafka, args);
      restores.push(attachToConsumer(observed, consumer, args[0]?.groupId ?? ''));
      return consumer;
    }),
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

function attachToProducer(observed: ObservedKafka, producer: Producer): () => void {
  const restores = [observeRequests(observed, producer, 'producer'), observeProducer(observed, producer)];
  return () => {
    for (const restore of restores) restore();
  };
}

function attachToConsumer(observed: ObservedKafka, consumer: Consumer, groupId: string): () => void {
  const group = observeGroup(observed, consumer, groupId);
  const restores = [
    observeRequests(observed, consumer, 'consumer'),
    observeConsumer(observed, consumer, group),
    group.detach,
  ];
  return () => {
    for (const restore of restores) restore();
  };
}
