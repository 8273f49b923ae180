import type { Message, Producer, ProducerBatch, ProducerRecord, RecordMetadata, Transaction } from 'kafkajs';
import { kafkaClientSend } from '../../catalog/messaging-operations.js';
import { errorOutcome, okOutcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { guardAdapter } from './guard-adapter.js';
import { kafkaFacts, type ObservedKafka } from './kafka-client.js';
import { headersWith, tellContent } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

type Sender = Pick<Producer, 'send' | 'sendBatch'>;
type TopicMessages = Pick<ProducerRecord, 'topic' | 'messages'>;

/** Makes an operation of what a producer sends to each topic, in transactions too; returns what undoes it. */
export function observeProducer(observed: ObservedKafka, producer: Producer): () => void {
  const restores = [
    observeSender(observed, producer),
    wrapMethod(producer, 'transaction', (begin) => async (...args) => {
      const transaction: Transaction = await Reflect.apply(begin, producer, args);
      observeSender(observed, transaction);
      return transaction;
    }),
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

function observeSender(observed: ObservedKafka, sender: Sender): () => void {
  const restores = [
    wrapMethod(sender, 'send', (send) => (record: ProducerRecord) => {
      const [sending] = startSending(observed, [record]);
      if (sending === undefined) return Reflect.apply(send, sender, [record]);
      const { operation, messages } = sending;
      return settle([operation], () =>
        operation.run(() => Reflect.apply(send, sender, [Object.assign({}, record, { messages })])),
      );
    }),
    wrapMethod(sender, 'sendBatch', (sendBatch) => (batch: ProducerBatch) => {
      const sendings = startSending(observed, batch.topicMessages ?? []);
      if (sendings.length === 0) return Reflect.apply(sendBatch, sender, [batch]);
      const topicMessages = sendings.map(({ topic, messages }) => ({ topic, messages }));
      const operations = sendings.map(({ operation }) => operation);
      return settle(operations, () =>
        Reflect.apply(sendBatch, sender, [Object.assign({}, batch, { topicMessages })]),
      );
    }),
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

interface Sending extends TopicMessages {
  readonly operation: Operation;
}

/** One operation a topic, so that each is counted where it belongs; none when they cannot be described. */
function startSending(observed: ObservedKafka, topics: readonly TopicMessages[]): Sending[] {
  let sendings: Sending[] = [];
  guardAdapter(observed.telemetry, () => {
    sendings = topics.map(({ topic, messages }) => {
      const operation = startOne(observed, topic, messages);
      const isList = Array.isArray(messages);
      if (isList) tellContent(operation, messages[0]?.value, messages[0]?.headers);
      return { topic, operation, messages: isList ? withContext(observed, operation, messages) : messages };
    });
  });
  return sendings;
}

function startOne(observed: ObservedKafka, topic: string, messages: readonly Message[] = []): Operation {
  const { telemetry, name, peer } = observed;
  return startOperation(telemetry, kafkaClientSend, {
    component: 'component.kafkajs',
    name,
    label: `${name}.${topic}`,
    method: 'WriteMessages',
    spanName: `send ${topic}`,
    peer,
    attributes: {
      messagingOperation: 'send',
      messagingBatchSize: messages.length,
      peerService: name,
      ...kafkaFacts(observed, topic),
    },
  });
}

function withContext({ telemetry }: ObservedKafka, operation: Operation, messages: Message[]): Message[] {
  return messages.map((message) =>
    Object.assign({}, message, { headers: headersWith(telemetry, operation, message.headers) }),
  );
}

async function settle(
  operations: readonly Operation[],
  send: () => Promise<RecordMetadata[]>,
): Promise<RecordMetadata[]> {
  try {
    const results = await send();
    const [first, ...rest] = results;
    const [operation] = operations;
    if (first !== undefined && rest.length === 0) {
      const offset = first.baseOffset === undefined ? {} : { messagingOffset: Number(first.baseOffset) };
      operation?.set({ messagingPartition: String(first.partition), ...offset });
    }
    for (const one of operations) one.end(okOutcome);
    return results;
  } catch (error) {
    for (const one of operations) one.fail(error, errorOutcome);
    throw error;
  }
}
