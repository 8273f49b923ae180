import { defineOperation } from './define-operation.js';

/** A command sent to MongoDB, with Ego's threshold for it. */
export const mongoClientCommand = defineOperation({
  name: 'mongo.client.command',
  brief: 'A command sent to MongoDB.',
  side: 'client',
  type: 'mongo',
  spanKind: 'client',
  slowMs: 600,
  access: 'failed-or-slow',
  pooled: true,
  attributes: [
    'component',
    'dbSystem',
    'dbName',
    'dbOperation',
    'dbCollection',
    'dbStatement',
    'dbBatchSize',
    'serverAddress',
    'serverPort',
    'peerService',
    'errorType',
  ],
});
