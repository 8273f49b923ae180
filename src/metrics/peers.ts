import type { Exchange } from './exchange.js';
import { parseReply, type Question } from './messages.js';
import { isCumulative, type PagePart, type PartFamily } from './page-part.js';

/** How a primary reaches its workers. */
export interface Hub {
  /** Sends to every worker, also to those that have not spoken yet. */
  broadcast(question: Question): void;
  /** Sends to one worker; throws when it is gone. */
  send(id: string, question: Question): void;
  /** Starts to listen, and returns how to stop; `onGone` is told once nothing more can come from a worker. */
  listen(onMessage: (id: string, message: unknown) => void, onGone: (id: string) => void): () => void;
}

interface Peer {
  /** What it said last, complete. */
  part: PagePart;
  /** What has come of the answer that is under way. */
  incoming: Map<string, PartFamily>;
  /** Whether it owes an answer; such a one is not waited for again until it has spoken. */
  isLate: boolean;
  answered: ((id: number) => void) | undefined;
}

/**
 * Makes the workers of a hub part of the pages. A worker that does not answer in time costs its own gauges only: its
 * counters stay as they were last, and those of a worker that is gone stay for good. Returns how to stop.
 */
export function includePeers(hub: Hub, exchange: Exchange): () => void {
  const registry = new PeerRegistry(hub, exchange);
  const stopListening = hub.listen(
    (id, message) => registry.hear(id, message),
    (id) => registry.bury(id),
  );
  const exclude = exchange.include((withinMs) => registry.ask(withinMs));
  hub.broadcast({ type: 'tricord:metrics:who' });
  return () => {
    exclude();
    stopListening();
  };
}

class PeerRegistry {
  readonly #hub: Hub;
  readonly #exchange: Exchange;
  readonly #peers = new Map<string, Peer>();
  /** What ended workers counted. */
  #ended: PagePart = [];
  #toBury: PagePart[] = [];
  #asks = 0;

  constructor(hub: Hub, exchange: Exchange) {
    this.#hub = hub;
    this.#exchange = exchange;
  }

  hear(id: string, message: unknown): void {
    const reply = parseReply(message);
    if (reply === undefined) return;
    const peer = this.#peers.get(id) ?? createPeer();
    this.#peers.set(id, peer);
    if (reply.type === 'tricord:metrics:here') return;
    append(peer.incoming, reply.families);
    if (!reply.isLast) return;
    peer.part = [...peer.incoming.values()];
    peer.incoming = new Map();
    peer.isLate = false;
    peer.answered?.(reply.id);
  }

  bury(id: string): void {
    const peer = this.#peers.get(id);
    if (peer === undefined) return;
    this.#peers.delete(id);
    this.#toBury.push(peer.part.filter(isCumulative));
    peer.answered?.(Infinity);
  }

  async ask(withinMs: number): Promise<readonly PagePart[]> {
    const id = ++this.#asks;
    const peers = [...this.#peers];
    const isFresh = await Promise.all(
      peers.map(([peerId, peer]) => this.#askOne(peerId, peer, { id, withinMs })),
    );
    const live = peers.flatMap(([peerId, peer], i) => {
      if (this.#peers.get(peerId) !== peer) return [];
      return [isFresh[i] === true ? peer.part : peer.part.filter(isCumulative)];
    });
    // Those that ended meanwhile are in here, and not among the live ones.
    const buried = this.#toBury.splice(0);
    if (buried.length > 0) this.#ended = await this.#exchange.merge([this.#ended, ...buried]);
    return [this.#ended, ...live];
  }

  /** Resolves to whether the worker answered; one that owed an answer already is asked without being waited for. */
  #askOne(peerId: string, peer: Peer, { id, withinMs }: { id: number; withinMs: number }): Promise<boolean> {
    const isWaitedFor = !peer.isLate;
    peer.isLate = true;
    return new Promise((resolve) => {
      const settle = (answeredId: number) => {
        if (answeredId < id) return;
        clearTimeout(timer);
        resolve(true);
      };
      const giveUp = () => {
        if (isWaitedFor)
          this.#exchange.miss(`Metrics of ${peerId} are not on the page: no answer in ${withinMs} ms.`);
        resolve(false);
      };
      const timer = setTimeout(giveUp, isWaitedFor ? withinMs : 0);
      peer.answered = settle;
      try {
        this.#hub.send(peerId, { type: 'tricord:metrics:ask', id, withinMs });
      } catch {
        clearTimeout(timer);
        resolve(false);
      }
    });
  }
}

function createPeer(): Peer {
  return { part: [], incoming: new Map(), isLate: false, answered: undefined };
}

/** A large family comes in several messages. */
function append(known: Map<string, PartFamily>, families: readonly PartFamily[]): void {
  for (const family of families) {
    const before = known.get(family.name);
    known.set(
      family.name,
      before === undefined ? family : { ...before, series: [...before.series, ...family.series] },
    );
  }
}
