import type { MongoClient } from 'mongodb';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';
import { wrapMethod } from './wrap-method.js';

/** A command that failed before it was sent, as far as the driver knew of it. */
export interface UnsentCommand {
  readonly commandName: string;
  /** Empty while no server is chosen: the driver chooses one by the command's name alone. */
  readonly databaseName: string;
  readonly collection: string;
  /** `host:port` of the server that gave no connection, or empty. */
  readonly address: string;
  /** When it began, by the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly error: unknown;
}

interface Namespace {
  readonly db?: string;
  readonly collection?: string;
}

interface Pool {
  checkOut(...args: unknown[]): Promise<unknown>;
}

interface Server {
  readonly description?: { readonly address?: string };
  readonly pool: Pool;
  /** Takes an operation of the driver; before its 6.17 a namespace and a command. */
  command(operation: { ns?: Namespace; commandName?: string } & Namespace, second: unknown): Promise<unknown>;
}

interface Topology {
  selectServer(selector: unknown, options?: { readonly operationName?: string }): Promise<Server>;
}

/** What the driver sends on its own behalf: a failure of these is nobody's call. */
const ownBehalf = new Set(['handshake', 'endSessions', 'killCursors']);

/**
 * Tells of every command that fails before the driver has an event for it: no server was to be selected, no connection to
 * be had. The driver has no hook there, so that the client's own topology and its servers are wrapped, never a class.
 * A driver that looks otherwise inside is left alone. Returns what detaches it.
 */
export function observeUnsentCommands(
  telemetry: Telemetry,
  client: MongoClient,
  tell: (command: UnsentCommand) => void,
): () => void {
  const restores = new Map<string, () => void>();
  const seen = new WeakSet<object>();
  const guardedTell: typeof tell = (command) => guardAdapter(telemetry, () => tell(command));
  const onServer = (server: Server): void =>
    guardAdapter(telemetry, () => {
      if (seen.has(server)) return;
      seen.add(server);
      // By address, so that servers that come and go leave nothing behind.
      const { address = '' } = server.description ?? {};
      restores.set(address, observeServer(server, address, guardedTell));
    });
  const onTopology = (): void =>
    guardAdapter(telemetry, () => {
      const { topology } = client as unknown as { topology?: Topology };
      if (typeof topology?.selectServer !== 'function' || seen.has(topology)) return;
      seen.add(topology);
      restores.set('topology', observeSelection(topology, onServer, guardedTell));
    });
  restores.set('connect', observeConnecting(client, guardedTell));
  client.on('topologyOpening', onTopology);
  onTopology();
  return () => {
    client.off('topologyOpening', onTopology);
    for (const restore of restores.values()) restore();
  };
}

/** A call that has to connect first fails when that does, and several may wait for the same attempt. */
function observeConnecting(client: MongoClient, tell: (command: UnsentCommand) => void): () => void {
  return wrapMethod(client, 'connect', (connect) => {
    return function (this: MongoClient): Promise<MongoClient> {
      const startedAt = performance.now();
      const connected = Reflect.apply(connect, this, []) as Promise<MongoClient>;
      connected.catch((error: unknown) =>
        tell({ commandName: 'connect', databaseName: '', collection: '', address: '', startedAt, error }),
      );
      return connected;
    };
  });
}

function observeSelection(
  topology: Topology,
  onServer: (server: Server) => void,
  tell: (command: UnsentCommand) => void,
): () => void {
  return wrapMethod(topology, 'selectServer', (select) => {
    return function (this: Topology, ...args) {
      const startedAt = performance.now();
      const selected = Reflect.apply(select, this, args);
      selected.then(onServer, (error: unknown) => {
        const { operationName: commandName = 'unknown' } = args[1] ?? {};
        if (ownBehalf.has(commandName)) return;
        tell({ commandName, databaseName: '', collection: '', address: '', startedAt, error });
      });
      return selected;
    };
  });
}

/** A command that was sent and failed has an event; one that got no connection fails with the error of that. */
function observeServer(server: Server, address: string, tell: (command: UnsentCommand) => void): () => void {
  const unsent = new WeakSet<object>();
  const note = (error: unknown): void => {
    if (typeof error === 'object' && error !== null) unsent.add(error);
  };
  const isUnsent = (error: unknown): boolean =>
    typeof error === 'object' &&
    error !== null &&
    (unsent.has(error) || (error as Error).name === 'MongoServerClosedError');
  const restorePool = wrapMethod(server.pool, 'checkOut', (checkOut) => {
    return function (this: Pool, ...args) {
      const connection = Reflect.apply(checkOut, this, args);
      connection.catch(note);
      return connection;
    };
  });
  const restoreServer = wrapMethod(server, 'command', (command) => {
    return function (this: Server, ...args) {
      const startedAt = performance.now();
      const reply = Reflect.apply(command, this, args);
      reply.catch((error: unknown) => {
        const described = describeCommand(args);
        if (!isUnsent(error) || ownBehalf.has(described.commandName)) return;
        tell({ address, startedAt, error, ...described });
      });
      return reply;
    };
  });
  return () => {
    restoreServer();
    restorePool();
  };
}

function describeCommand([first, second]: readonly unknown[]): Pick<
  UnsentCommand,
  'commandName' | 'databaseName' | 'collection'
> {
  const operation = (first ?? {}) as Parameters<Server['command']>[0];
  const { db = '', collection = '' } = operation.ns ?? operation;
  const commandName = operation.commandName ?? Object.keys(second ?? {})[0] ?? 'unknown';
  return { commandName, databaseName: db, collection };
}
