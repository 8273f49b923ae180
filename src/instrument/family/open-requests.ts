import type { Socket } from 'node:net';

/**
 * What ends the requests of a connection when it goes. It is needed for replies that have no connection of their own: a
 * pipelined one waits for the one before it and may never be told, and one that a framework made up has none at all.
 */
export class OpenRequests {
  readonly #bySocket = new WeakMap<Socket, Set<() => void>>();

  /** Calls a function when the connection goes; returns how to forget it. */
  add(socket: Socket, end: () => void): () => void {
    const ends = this.#bySocket.get(socket) ?? this.#watch(socket);
    ends.add(end);
    return () => ends.delete(end);
  }

  #watch(socket: Socket): Set<() => void> {
    const ends = new Set<() => void>();
    this.#bySocket.set(socket, ends);
    socket.once('close', () => {
      for (const end of ends) end();
    });
    return ends;
  }
}
