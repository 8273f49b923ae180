import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections held at once; a scrape and a few probes need no more. */
const connectionLimit = 100;
/** How long the reader of a reply may take. */
const replyMs = 10_000;

/** The connections of a server. */
export interface Connections {
  /** Lets an authorised request take as long as it needs. */
  exempt(request: IncomingMessage): void;
}

type State = 'waiting' | 'answering' | 'exempt';

/**
 * Bounds the connections of a server and the time a reader may take for a reply. When all connections are taken, the one
 * goes that has waited longest without a whole request, else the one that has read longest: a thousand half-open
 * connections or slow readers then do not keep a probe out, as a plain `maxConnections` would.
 */
export function limitConnections(server: Server): Connections {
  const states = new Map<Socket, State>();
  server.on('connection', (socket: Socket) => {
    states.set(socket, 'waiting');
    socket.once('close', () => states.delete(socket));
    if (states.size > connectionLimit) evict(states, socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (!states.has(socket)) return;
    states.set(socket, 'answering');
    const timer = setTimeout(() => states.get(socket) !== 'exempt' && response.destroy(), replyMs).unref();
    response.once('close', () => {
      clearTimeout(timer);
      // Put at the end: of all that wait it has waited least.
      if (states.delete(socket)) states.set(socket, 'waiting');
    });
  });
  return {
    exempt: ({ socket }) => {
      if (!states.has(socket)) return;
      states.set(socket, 'exempt');
      socket.setTimeout(0);
    },
  };
}

function evict(states: ReadonlyMap<Socket, State>, newest: Socket): void {
  const others = [...states].filter(([socket]) => socket !== newest);
  const victim =
    others.find(([, state]) => state === 'waiting') ?? others.find(([, state]) => state === 'answering');
  (victim?.[0] ?? newest).destroy();
}
