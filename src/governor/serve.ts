import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TricordError } from '../errors.js';
import { limitConnections } from './connections.js';
import { type DoorPlan, openDoor } from './door.js';
import { createOpenReplies } from './open-replies.js';
import { type Desk, respond } from './respond.js';
import type { Routes } from './routes.js';

/** A governor that listens, be it in this thread or in one of its own. */
export interface Serving {
  /** Base URL, e.g. `http://127.0.0.1:9003`. */
  readonly url: string;
  /** Lets others in from now on. */
  change(to: DoorPlan): void;
  /** Breaks off what takes long. */
  stop(): void;
  /** Lets running replies end for a moment; false when it was closed already. */
  close(): Promise<boolean>;
}

/** How long a reply may take once the governor closes. */
const graceMs = 1000;

/** How long a request may take to arrive, and how often that is looked at. */
const limits = {
  headersTimeout: 3000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 5000,
  maxHeaderSize: 8192,
};

/** Starts to listen; throws `TRI_GOVERNOR_PORT_IN_USE` or `TRI_GOVERNOR_CANNOT_LISTEN`. */
export async function serve(
  { routes, plan }: { readonly routes: Routes; readonly plan: DoorPlan },
  { host, port }: { readonly host: string; readonly port: number },
  onFailure: () => void,
): Promise<Serving> {
  const open = createOpenReplies();
  const server = createServer(limits);
  const connections = limitConnections(server);
  const door = openDoor(plan);
  const desk: Desk = { routes, door, onAct: connections.exempt, open };
  server.on('request', (request, response) => {
    const fail = (): void => {
      onFailure();
      response.destroy();
    };
    try {
      respond(desk, request, response)?.catch(fail);
    } catch {
      fail();
    }
  });
  await listen(server, host, port);
  return {
    url: urlOf(server.address() as AddressInfo),
    stop: open.stop,
    change: (to) => void Object.assign(door, openDoor(to)),
    async close() {
      const wasListening = server.listening;
      open.stop();
      await closeServer(server, open.giveUp);
      return wasListening;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'TRI_GOVERNOR_PORT_IN_USE' : 'TRI_GOVERNOR_CANNOT_LISTEN';
      reject(new TricordError(code, { host, port, reason: cause.message }, { cause }));
    });
    server.listen(port, host, () => {
      // A governor must not keep a finished program alive.
      server.unref();
      server.removeAllListeners('error');
      server.on('error', () => {});
      resolve();
    });
  });
}

function urlOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** What is being answered may finish for a while, is then answered that it cannot be, and then broken off. */
function closeServer(server: Server, giveUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(giveUp, graceMs),
      setTimeout(() => server.closeAllConnections(), graceMs * 1.5),
    ];
    server.close(() => {
      timers.forEach(clearTimeout);
      resolve();
    });
    server.closeIdleConnections();
  });
}
