import { defineOperation } from './define-operation.js';

/** A command, or a batch of commands, sent to Redis; a threshold of Ego's own, since a cache that takes longer is none. */
export const redisClientCommand = defineOperation({
  name: 'redis.client.command',
  brief: 'A command sent to Redis.',
  side: 'client',
  type: 'redis',
  spanKind: 'client',
  slowMs: 250,
  access: 'failed-or-slow',
  attributes: [
    'component',
    'dbSystem',
    'dbName',
    'dbOperation',
    'dbStatement',
    'dbBatchSize',
    'serverAddress',
    'serverPort',
    'peerService',
    'errorType',
  ],
});
