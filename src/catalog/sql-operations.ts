import { defineOperation } from './define-operation.js';

/** A query to an SQL database; its metrics carry Ego's type `gorm`, so that they appear in the Database row. */
export const sqlClientQuery = defineOperation({
  name: 'sql.client.query',
  brief: 'A query sent to an SQL database.',
  side: 'client',
  type: 'gorm',
  spanKind: 'client',
  slowMs: 500,
  access: 'failed-or-slow',
  pooled: true,
  attributes: [
    'component',
    'dbSystem',
    'dbName',
    'dbStatement',
    'dbOperation',
    'dbTable',
    'dbUser',
    'dbRowsAffected',
    'serverAddress',
    'serverPort',
    'peerService',
    'errorType',
  ],
});
