import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';
import { emptyOutcome, errorOutcome, okOutcome } from '../catalog/outcome.js';
import { mongoClientCommand } from '../catalog/mongo-operations.js';
import { TricordError } from '../errors.js';
import { type Operation, startOperation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { guardAdapter } from './family/guard-adapter.js';
import { describeMongoCommand, findWriteError, isEmptyReply } from './family/mongo-command.js';
import { tellMongoCommand, tellMongoReply } from './family/mongo-exchange.js';
import { observeMongoPools } from './family/mongo-pools.js';

/** Options of the MongoDB adapter. */
export interface MongodbOptions {
  /** Name of the client in metrics and logs, e.g. `mongo.catalog`. @default 'mongo' */
  readonly name?: string;
}

/** What the driver says to servers on its own behalf. */
const internal = new Set(['hello', 'ismaster', 'isMaster', 'saslStart', 'saslContinue', 'endSessions']);

/**
 * Makes an operation of every command of a MongoDB client, by its own monitoring events, and states its pools' figures
 * as `client_stats_gauge`. Documents and the values of filters are told only where they
 * are asked for. Returns what detaches it. Throws `TRI_MONGODB_NOT_MONITORED` for a client that was made without
 * `monitorCommands: true`.
 * @example
 * const client = new MongoClient(uri, { monitorCommands: true });
 * instrumentMongodb(telemetry, client, { name: 'mongo.catalog' });
 */
export function instrumentMongodb(
  telemetry: Telemetry,
  client: MongoClient,
  options: MongodbOptions = {},
): () => void {
  const { name = 'mongo' } = options;
  if (!client.options.monitorCommands) throw new TricordError('TRI_MONGODB_NOT_MONITORED', { name });
  const running = new Map<number, Operation>();
  const onStarted = (event: CommandStartedEvent) =>
    guardAdapter(telemetry, () => {
      if (internal.has(event.commandName)) return;
      running.set(event.requestId, startCommand(telemetry, name, event));
    });
  const take = (requestId: number): Operation | undefined => {
    const operation = running.get(requestId);
    running.delete(requestId);
    return operation;
  };
  const onSucceeded = (event: CommandSucceededEvent) =>
    guardAdapter(telemetry, () => {
      const failure = findWriteError(event.reply);
      const operation = take(event.requestId);
      if (operation !== undefined) tellMongoReply(operation.exchange, event.reply);
      if (failure !== undefined) operation?.fail(failure, errorOutcome);
      else operation?.end(isEmptyReply(event.reply) ? emptyOutcome : okOutcome);
    });
  const onFailed = (event: CommandFailedEvent) =>
    guardAdapter(telemetry, () => take(event.requestId)?.fail(event.failure, errorOutcome));
  client.on('commandStarted', onStarted);
  client.on('commandSucceeded', onSucceeded);
  client.on('commandFailed', onFailed);
  const unobserve = observeMongoPools(telemetry, client, name);
  return () => {
    client.off('commandStarted', onStarted);
    client.off('commandSucceeded', onSucceeded);
    client.off('commandFailed', onFailed);
    unobserve();
  };
}

function startCommand(telemetry: Telemetry, name: string, event: CommandStartedEvent): Operation {
  const { address, databaseName, commandName } = event;
  const { method, collection, statement, batchSize } = describeMongoCommand(commandName, event.command);
  const colon = address.lastIndexOf(':');
  const operation = startOperation(telemetry, mongoClientCommand, {
    component: 'component.mongodb',
    name,
    method,
    spanName: collection === '' ? commandName : `${commandName} ${collection}`,
    // Ego's label: the client's name and the database.
    peer: `${name}.${databaseName}`,
    attributes: {
      component: 'component.mongodb',
      dbSystem: 'mongodb',
      dbName: databaseName,
      dbOperation: commandName,
      dbCollection: collection,
      dbStatement: statement,
      ...(batchSize === undefined ? {} : { dbBatchSize: batchSize }),
      serverAddress: colon < 0 ? address : address.slice(0, colon),
      serverPort: colon < 0 ? 0 : Number(address.slice(colon + 1)),
      peerService: name,
    },
  });
  tellMongoCommand(operation.exchange, event.command);
  return operation;
}
