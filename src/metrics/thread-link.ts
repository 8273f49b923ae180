import { BroadcastChannel, threadId, type Worker } from 'node:worker_threads';
import type { Uplink } from './answer-primary.js';
import type { Hub } from './peers.js';

/** Where threads and main find each other: not the ports of the workers, which belong to the application. */
const meetingName = 'tricord:metrics';

/** Milliseconds after the exit of a thread in which its last messages arrive. */
const graceMs = 100;

const peerPrefix = 'worker thread ';

/** Creates the way from the main thread to its worker threads, by a broadcast channel for each. */
export function createThreadHub(): Hub {
  const meeting = new BroadcastChannel(meetingName);
  const channels = new Map<number, BroadcastChannel>();
  const close = (id: number): void => {
    channels.get(id)?.close();
    channels.delete(id);
  };
  return {
    broadcast: (question) => meeting.postMessage(question),
    send: (id, question) => channels.get(Number(id.slice(peerPrefix.length)))?.postMessage(question),
    listen(onMessage, onGone) {
      const meet = (id: number, greeting: unknown): void => {
        const hear = (message: unknown) => onMessage(peerPrefix + id, message);
        if (!channels.has(id)) channels.set(id, openChannel(channelName(id), hear));
        hear(greeting);
      };
      receive(meeting, (message) => {
        const { threadId: id } = (message ?? {}) as { threadId?: unknown };
        if (typeof id === 'number') meet(id, message);
      });
      const lose = (id: number): void => {
        onGone(peerPrefix + id);
        close(id);
      };
      // The worker forgets its id when it ends.
      const watch = (worker: Worker): void => {
        const id = worker.threadId;
        worker.once('exit', () => void setTimeout(() => lose(id), graceMs).unref());
      };
      process.on('worker', watch);
      return () => {
        process.off('worker', watch);
        meeting.close();
        for (const id of [...channels.keys()]) close(id);
      };
    },
  };
}

/** Creates the way from a worker thread to the main thread. */
export function createThreadUplink(): Uplink {
  const meeting = new BroadcastChannel(meetingName);
  const own = new BroadcastChannel(channelName(threadId));
  return {
    send: (reply) => {
      if (reply.type === 'tricord:metrics:here') meeting.postMessage({ ...reply, threadId });
      else own.postMessage(reply);
    },
    listen(onMessage) {
      receive(meeting, onMessage);
      receive(own, onMessage);
      return () => {
        meeting.close();
        own.onmessage = () => undefined;
      };
    },
  };
}

function channelName(id: number): string {
  return `${meetingName}:${id}`;
}

function openChannel(name: string, onMessage: (message: unknown) => void): BroadcastChannel {
  const channel = new BroadcastChannel(name);
  receive(channel, onMessage);
  return channel;
}

/** Listens without keeping the process alive. */
function receive(channel: BroadcastChannel, onMessage: (message: unknown) => void): void {
  channel.onmessage = (event: unknown) => onMessage((event as { data: unknown }).data);
  channel.unref();
}
