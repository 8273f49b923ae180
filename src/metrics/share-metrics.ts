import cluster from 'node:cluster';
import { isMainThread } from 'node:worker_threads';
import { answerPrimary } from './answer-primary.js';
import { createClusterHub, createClusterUplink } from './cluster-link.js';
import type { Exchange } from './exchange.js';
import type { Aggregate, PagePart } from './page-part.js';
import { includePeers } from './peers.js';
import { createThreadHub, createThreadUplink } from './thread-link.js';

/**
 * Connects the metrics of this process or thread: a primary asks its workers whenever it makes a page, a worker
 * answers. `gauges` says how those of the primary are merged. Returns how to disconnect.
 */
export function shareMetrics(
  exchange: Exchange,
  { gauges = {} }: { readonly gauges?: Readonly<Record<string, Aggregate>> },
): () => Promise<void> {
  exchange.chooseAggregates(gauges);
  if (!isMainThread) return answerAs(createThreadUplink(), exchange, withoutProcess);
  const stopThreads = includePeers(createThreadHub(), exchange);
  const stop = cluster.isWorker
    ? answerAs(createClusterUplink(), exchange, (part) => part)
    : asPromise(includePeers(createClusterHub(), exchange));
  return async () => {
    await stop();
    stopThreads();
  };
}

function answerAs(...answering: Parameters<typeof answerPrimary>): () => Promise<void> {
  const { close } = answerPrimary(...answering);
  return close;
}

function asPromise(stop: () => void): () => Promise<void> {
  return async () => stop();
}

/** A thread would tell the memory and time of the whole process once more. */
function withoutProcess(part: PagePart): PagePart {
  return part.filter(({ name }) => !name.startsWith('process_'));
}
