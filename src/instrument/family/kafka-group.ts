import type {
  Consumer,
  ConsumerCrashEvent,
  ConsumerEndBatchProcessEvent,
  ConsumerGroupJoinEvent,
  ConsumerStartBatchProcessEvent,
} from 'kafkajs';
import { messagingLag } from '../../catalog/messaging-metrics.js';
import { guardAdapter } from './guard-adapter.js';
import type { ObservedKafka } from './kafka-client.js';

/** What is known of a consumer's group: its name, its lag, and what failed last. */
export interface ConsumerGroup {
  /** Empty until the consumer says it. */
  readonly id: string;
  /** Remembers the offset whose handling failed, by partition. */
  noteFailed(topic: string, partition: number, offset: string): void;
  /** Returns that offset and forgets it. */
  takeFailed(topic: string, partition: number): string | undefined;
  detach(): void;
}

interface Partition {
  readonly topic: string;
  readonly partition: string;
  lag: number;
}

/**
 * Tells of joins, rebalances and crashes, and states the lag of every partition the consumer has as of its latest batch,
 * by kafkajs' own events. A partition that another member takes over is that member's to state.
 */
export function observeGroup(observed: ObservedKafka, consumer: Consumer, groupId: string): ConsumerGroup {
  const { telemetry, name, tell } = observed;
  let id = groupId;
  const partitions = new Map<string, Partition>();
  const failed = new Map<string, string>();
  const keyOf = (topic: string, partition: number | string): string => `${topic}/${partition}`;
  const setLag = (topic: string, partition: number, lag: number): void =>
    void partitions.set(keyOf(topic, partition), {
      topic,
      partition: String(partition),
      lag: Math.max(0, lag),
    });
  const forget = (): void => {
    partitions.clear();
    failed.clear();
  };
  const listeners = {
    'consumer.group_join': ({ payload }: ConsumerGroupJoinEvent) => {
      id = payload.groupId;
      const assigned = Object.entries(payload.memberAssignment).flatMap(([topic, numbers]) =>
        numbers.map((partition) => keyOf(topic, partition)),
      );
      for (const known of partitions.keys()) if (!assigned.includes(known)) partitions.delete(known);
      failed.clear();
      const fields = { group: id, leader: payload.isLeader, partitions: assigned.slice(0, 50).join(' ') };
      tell('join', { level: 'info', message: 'a consumer joined its group', fields });
    },
    'consumer.rebalancing': () =>
      tell('rebalance', { level: 'warn', message: 'a consumer group is rebalancing', fields: { group: id } }),
    'consumer.crash': ({ payload: { error, restart } }: ConsumerCrashEvent) => {
      forget();
      tell('crash', { level: 'error', message: 'a consumer crashed', fields: { group: id, restart, error } });
    },
    'consumer.stop': forget,
    'consumer.start_batch_process': ({ payload }: ConsumerStartBatchProcessEvent) => {
      const { topic, partition, highWatermark, firstOffset } = payload;
      setLag(topic, partition, Number(highWatermark) - Number(firstOffset));
    },
    'consumer.end_batch_process': ({
      payload: { topic, partition, offsetLag },
    }: ConsumerEndBatchProcessEvent) => setLag(topic, partition, Number(offsetLag)),
  };
  const on = consumer.on as (event: string, listener: (event: never) => void) => () => void;
  const restores = Object.entries(listeners).map(([event, listener]) =>
    on(event, (message) => guardAdapter(telemetry, () => listener(message))),
  );
  restores.push(
    telemetry.metrics.observe(messagingLag, () =>
      [...partitions.values()].map(
        ({ topic, partition, lag }) => [['kafka', name, id, topic, partition], lag] as const,
      ),
    ),
  );
  return {
    get id() {
      return id;
    },
    noteFailed: (topic, partition, offset) => void failed.set(keyOf(topic, partition), offset),
    takeFailed(topic, partition) {
      const key = keyOf(topic, partition);
      const offset = failed.get(key);
      failed.delete(key);
      return offset;
    },
    detach() {
      for (const restore of restores) restore();
    },
  };
}
