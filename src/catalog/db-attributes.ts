import type { Attribute } from './attribute.js';

/** Facts about databases and caches. */
export const dbAttributes = {
  dbSystem: {
    brief: 'Database product.',
    type: 'string',
    span: { otel: 'db.system.name', opentracing: 'db.type', ego: 'db.system' },
  },
  dbName: {
    brief: 'Database that is queried.',
    type: 'string',
    span: { otel: 'db.namespace', opentracing: 'db.instance', ego: 'db.name' },
  },
  dbStatement: {
    brief: 'Statement with every value replaced by a placeholder.',
    type: 'string',
    span: { otel: 'db.query.text', opentracing: 'db.statement', ego: 'db.statement' },
    log: 'req',
  },
  dbOperation: {
    brief: 'Operation of the statement.',
    type: 'string',
    span: { otel: 'db.operation.name', ego: 'db.operation' },
  },
  dbTable: {
    brief: 'Table of the statement.',
    type: 'string',
    span: { otel: 'db.collection.name', ego: 'db.sql.table' },
  },
  dbCollection: {
    brief: 'Collection of the command.',
    type: 'string',
    span: { otel: 'db.collection.name', ego: 'db.mongodb.collection' },
    log: 'collName',
  },
  dbBatchSize: {
    brief: 'Commands or documents sent at once.',
    type: 'number',
    span: { otel: 'db.operation.batch.size' },
  },
  dbUser: { brief: 'User of the connection.', type: 'string', span: { opentracing: 'db.user' } },
  dbRowsAffected: {
    brief: 'Rows returned or changed.',
    type: 'number',
    span: { otel: 'db.response.returned_rows', ego: 'db.rows_affected' },
  },
} as const satisfies Record<string, Attribute>;
