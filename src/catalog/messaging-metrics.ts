import { defineFrameworkMetric } from './define-metric.js';

/** What happened at the clients of brokers and queues besides sending and handling. Ego has none. */
export const messagingEventsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'messaging_events_total',
  help: 'What happened at a client of a broker or queue: rebalances, lost connections, retries and messages given up.',
  labels: {
    type: ['kafka', 'amqp', 'queue'],
    name: { budget: 100 },
    event: [
      'join',
      'rebalance',
      'crash',
      'disconnect',
      'timeout',
      'retry',
      'give_up',
      'stall',
      'return',
      'cancel',
      'block',
    ],
  },
});

/** How far a consumer is behind, by partition; stated by the member of the group that has the partition. */
export const messagingLag = defineFrameworkMetric({
  type: 'gauge',
  name: 'messaging_lag',
  help: 'Messages of a partition that its consumer group has not handled yet.',
  labels: {
    type: ['kafka'],
    name: { budget: 100 },
    group: { budget: 100 },
    topic: { budget: 200 },
    partition: { budget: 500 },
  },
  waive: { 'metric-unit': 'Messages are no unit that the conventions know.' },
});
