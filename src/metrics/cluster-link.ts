import cluster, { type Worker } from 'node:cluster';
import type { Uplink } from './answer-primary.js';
import type { Hub } from './peers.js';

/** Creates the way from the primary of `node:cluster` to its workers, by process messages. */
export function createClusterHub(): Hub {
  const ask = (worker: Worker, question: object): void => {
    // Without a callback a channel that just closed would be an error event of the worker.
    if (worker.isConnected()) worker.send(question, () => undefined);
  };
  return {
    broadcast(question) {
      for (const worker of Object.values(cluster.workers ?? {})) {
        if (worker !== undefined) ask(worker, question);
      }
    },
    send(id, question) {
      const worker = cluster.workers?.[id.slice(peerPrefix.length)];
      if (worker !== undefined) ask(worker, question);
    },
    listen(onMessage, onGone) {
      const hear = (worker: Worker, message: unknown) => onMessage(peerPrefix + worker.id, message);
      // The channel closes after its last message, which the exit of the process may precede.
      const lose = (worker: Worker) => onGone(peerPrefix + worker.id);
      cluster.on('message', hear).on('disconnect', lose);
      return () => void cluster.off('message', hear).off('disconnect', lose);
    },
  };
}

const peerPrefix = 'cluster worker ';

/** Creates the way from a worker of `node:cluster` to its primary. */
export function createClusterUplink(): Uplink {
  return {
    send: (reply) => void process.send?.(reply, undefined, undefined, () => undefined),
    listen(onMessage) {
      process.on('message', onMessage);
      return () => void process.off('message', onMessage);
    },
  };
}
