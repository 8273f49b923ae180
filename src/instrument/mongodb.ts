import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';
import { emptyOutcome, errorOutcome, okOutcome } from '../catalog/outcome.js';
import { mongoClientCommand } from '../catalog/mongo-operations.js';
import { TricordError } from '../errors.js';
import { type Operation, startOperation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { guardAdapter } from './family/guard-adapter.js';
import {
  describeMongoCommand,
  findWriteError,
  isEmptyReply,
  type MongoCommandDescription,
} from './family/mongo-command.js';
import { tellMongoCommand, tellMongoReply } from './family/mongo-exchange.js';
import { observeMongoPools } from './family/mongo-pools.js';
import { observeUnsentCommands, type UnsentCommand } from './family/mongo-unsent.js';

/** Options of the MongoDB adapter. */
export interface MongodbOptions {
  /** Name of the client in metrics and logs, e.g. `mongo.catalog`. @default 'mongo' */
  readonly name?: string;
}

/** What the driver says to servers on its own behalf. */
const internal = new Set(['hello', 'ismaster', 'isMaster', 'saslStart', 'saslContinue', 'endSessions']);

/**
 * Makes an operation of every command of a MongoDB client, by its own monitoring events, and of every one that found no
 * server or no connection, which has no event; states its pools' figures as `client_stats_gauge`. Documents and the
 * values of filters are told only where they are asked for. Returns what detaches it. Throws
 * `TRI_MONGODB_NOT_MONITORED` for a client that was made without `monitorCommands: true`.
 * @example
 * const client = new MongoClient(uri, { monitorCommands: true });
 * instrumentMongodb(telemetry, client, { name: 'mongo.catalog' });
 */
export function instrumentMongodb(
  telemetry: Telemetry,
  client: MongoClient,
  options: MongodbOptions = {},
): () => void {
  assertTarget('instrumentMongodb', client, ['db', 'on'], 'what `new MongoClient()` returned');
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
  const detachers = [
    observeMongoPools(telemetry, client, name),
    observeUnsentCommands(telemetry, client, (unsent) => failUnsent(telemetry, name, unsent)),
  ];
  return () => {
    client.off('commandStarted', onStarted);
    client.off('commandSucceeded', onSucceeded);
    client.off('commandFailed', onFailed);
    for (const detach of detachers) detach();
  };
}

function startCommand(telemetry: Telemetry, name: string, event: CommandStartedEvent): Operation {
  const { commandName, command } = event;
  const description = describeMongoCommand(commandName, command);
  const operation = startDescribed(telemetry, name, event, description);
  tellMongoCommand(operation.exchange, command);
  return operation;
}

function failUnsent(telemetry: Telemetry, name: string, unsent: UnsentCommand): void {
  const { commandName, collection, error } = unsent;
  const description = describeMongoCommand(commandName, { [commandName]: collection, collection });
  startDescribed(telemetry, name, unsent, description).fail(error, errorOutcome);
}

function startDescribed(
  telemetry: Telemetry,
  name: string,
  { address, databaseName, commandName, startedAt }: CommandPlace,
  { method, collection, statement, batchSize }: MongoCommandDescription,
): Operation {
  const colon = address.lastIndexOf(':');
  return startOperation(telemetry, mongoClientCommand, {
    component: 'component.mongodb',
    name,
    method,
    startedAt,
    spanName: collection === '' ? commandName : `${commandName} ${collection}`,
    // Ego's label: the client's name and the database.
    peer: databaseName === '' ? name : `${name}.${databaseName}`,
    attributes: {
      component: 'component.mongodb',
      dbSystem: 'mongodb',
      dbName: databaseName === '' ? undefined : databaseName,
      dbOperation: commandName,
      dbCollection: collection,
      dbStatement: statement,
      ...(batchSize === undefined ? {} : { dbBatchSize: batchSize }),
      ...(address === '' ? {} : { serverAddress: colon < 0 ? address : address.slice(0, colon) }),
      ...(address === '' ? {} : { serverPort: colon < 0 ? 0 : Number(address.slice(colon + 1)) }),
      peerService: name,
    },
  });
}

/** Where a command goes, or was to go. */
interface CommandPlace {
  readonly address: string;
  readonly databaseName: string;
  readonly commandName: string;
  readonly startedAt?: number;
}
