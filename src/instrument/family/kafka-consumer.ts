import type {
  Consumer,
  ConsumerRunConfig,
  EachBatchPayload,
  EachMessagePayload,
  KafkaMessage,
} from 'kafkajs';
import { kafkaClientHandle } from '../../catalog/messaging-operations.js';
import { type Operation, startOperation } from '../../operation.js';
import { type Caller, extractContext } from '../../propagation.js';
import { guardAdapter } from './guard-adapter.js';
import { kafkaFacts, type ObservedKafka } from './kafka-client.js';
import type { ConsumerGroup } from './kafka-group.js';
import { runAsOperation, tellContent } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

/** Messages of a batch whose senders are linked; a span keeps that many links. */
const linksKept = 128;

/** Makes an operation of the handling of every message, or batch, of a consumer; returns what undoes it. */
export function observeConsumer(
  observed: ObservedKafka,
  consumer: Consumer,
  group: ConsumerGroup,
): () => void {
  return wrapMethod(consumer, 'run', (run) => (config: ConsumerRunConfig = {}) => {
    const { eachMessage, eachBatch } = config;
    const observedConfig = { ...config };
    if (typeof eachMessage === 'function') {
      observedConfig.eachMessage = (payload) => {
        const start = () => startMessage(observed, group, payload);
        return handle(observed, group, payload, { start, run: () => eachMessage(payload) });
      };
    }
    if (typeof eachBatch === 'function') {
      observedConfig.eachBatch = (payload) => {
        const start = () => startBatch(observed, group, payload);
        return handle(observed, group, payload.batch, { start, run: () => eachBatch(payload) });
      };
    }
    return Reflect.apply(run, consumer, [observedConfig]);
  });
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly message?: KafkaMessage;
  readonly messages?: readonly KafkaMessage[];
}

async function handle(
  observed: ObservedKafka,
  group: ConsumerGroup,
  { topic, partition, message, messages }: Place,
  { start, run }: { start(): Operation; run(): Promise<void> },
): Promise<void> {
  let operation: Operation | undefined;
  const offset = (message ?? messages?.[0])?.offset ?? '';
  guardAdapter(observed.telemetry, () => {
    if (group.takeFailed(topic, partition) === offset) observed.tell('retry');
    operation = start();
  });
  try {
    await runAsOperation(operation, run);
  } catch (error) {
    group.noteFailed(topic, partition, offset);
    throw error;
  }
}

/** A message goes on in the trace of whoever sent it. */
function startMessage(
  observed: ObservedKafka,
  group: ConsumerGroup,
  { topic, partition, message }: EachMessagePayload,
): Operation {
  const { context: parent, peer } = extractContext(observed.telemetry, message.headers);
  const operation = startOperation(observed.telemetry, kafkaClientHandle, {
    parent,
    attributes: {
      messagingOffset: Number(message.offset),
      ...(peer === '' ? {} : { peerService: peer }),
      ...factsOf(observed, group, topic, partition),
    },
    ...describe(observed, topic),
  });
  tellContent(operation, message.value, message.headers);
  return operation;
}

/** A batch has many senders: its trace is its own, and links those of theirs. */
function startBatch(observed: ObservedKafka, group: ConsumerGroup, { batch }: EachBatchPayload): Operation {
  const { telemetry } = observed;
  const { topic, partition, messages } = batch;
  const callers = messages.slice(0, linksKept).map(({ headers }) => extractContext(telemetry, headers));
  const operation = startOperation(telemetry, kafkaClientHandle, {
    parent: extractContext(telemetry, undefined).context,
    links: callers.map(({ context }) => context),
    attributes: {
      messagingBatchSize: messages.length,
      ...onlySender(callers),
      ...factsOf(observed, group, topic, partition),
    },
    ...describe(observed, topic),
  });
  tellContent(operation, messages[0]?.value, messages[0]?.headers);
  return operation;
}

function describe({ name, peer }: ObservedKafka, topic: string) {
  const component = 'component.kafkajs';
  return {
    component,
    name,
    label: `${name}.${topic}`,
    method: 'HANDLER',
    spanName: `process ${topic}`,
    peer,
  };
}

function factsOf(observed: ObservedKafka, group: ConsumerGroup, topic: string, partition: number) {
  return {
    messagingOperation: 'process',
    messagingPartition: String(partition),
    messagingGroup: group.id,
    ...kafkaFacts(observed, topic),
  };
}

function onlySender(callers: readonly Caller[]): { peerService?: string } {
  const [peer = '', ...others] = new Set(callers.map((caller) => caller.peer));
  return peer === '' || others.length > 0 ? {} : { peerService: peer };
}
